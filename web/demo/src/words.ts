// The shop's own words: English, 简体中文, 繁體中文 side by side.
import type { Locale } from '../../widget/src/i18n'

export type Words = readonly [string, string, string]

export const COLUMN: Record<Locale, 0 | 1 | 2> = { en: 0, 'zh-CN': 1, 'zh-TW': 2 }

export const WORDS = {
  brand: ['Trailhouse', '山野集', '山野集'],
  shop: ['Shop', '店铺', '店鋪'],
  skip: ['Skip to the content', '跳到正文', '跳到內文'],
  language: ['Language', '语言', '語言'],
  all: ['Everything', '全部', '全部'],
  tents: ['Tents', '帐篷', '帳篷'],
  bags: ['Sleeping bags', '睡袋', '睡袋'],
  boots: ['Boots', '靴子', '靴子'],
  care: ['Care', '养护', '保養'],
  cart: ['Cart', '购物车', '購物車'],
  cart_count: ['Cart, {n} items', '购物车，{n} 件', '購物車，{n} 件'],
  intro_title: [
    'Made for a wet Tuesday, kept for ten summers',
    '下雨的周二也好用，一用十个夏天',
    '下雨的週二也好用，一用十個夏天',
  ],
  intro: [
    'Eight things we use ourselves. Every part can be bought alone, for as long as we exist.',
    '八样我们自己也在用的东西。每个零件都能单买，我们在一天就卖一天。',
    '八樣我們自己也在用的東西。每個零件都能單買，我們在一天就賣一天。',
  ],
  add: ['Add to cart', '加入购物车', '加入購物車'],
  added: ['{name} is in your cart.', '{name}已经在购物车里。', '{name}已經在購物車裡。'],
  try_it: ['Try it for 7 days', '试用 7 天', '試用 7 天'],
  parts: ['Parts available for life', '零件终身可买', '零件終身可買'],
  delivery: ['At your door in 2–3 days', '2–3 天送到', '2–3 天送到'],
  cart_empty: ['Nothing in the cart yet.', '购物车还是空的。', '購物車還是空的。'],
  look_around: ['Look around', '去逛逛', '去逛逛'],
  quantity: ['Quantity of {name}', '{name}的数量', '{name}的數量'],
  remove: ['Remove {name}', '去掉{name}', '拿掉{name}'],
  total: ['Total', '合计', '合計'],
  checkout: ['Order', '下单', '下單'],
  checkout_note: [
    'This is a demonstration: nothing is sold and nothing is sent.',
    '这是演示：不会真的卖，也不会寄出东西。',
    '這是展示：不會真的賣，也不會寄出東西。',
  ],
  also: ['Goes well with it', '配着用', '配著用'],
  question: ['A question about this?', '想问问这一件？', '想問問這一件？'],
  ask: ['Ask a person', '找人问问', '找人問問'],
  contact: ['Contact, and how long it takes', '联系我们，各要多久', '聯絡我們，各要多久'],
  not_found: ['This page is not in the shop.', '店里没有这一页。', '店裡沒有這一頁。'],
  footer: [
    'Trailhouse is an invented shop that shows Firstline at work.',
    '山野集是一家虚构的店，用来展示 Firstline。',
    '山野集是一家虛構的店，用來展示 Firstline。',
  ],
} as const satisfies Record<string, Words>

export type WordKey = keyof typeof WORDS
