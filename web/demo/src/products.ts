// What the shop sells. Prices are per currency, as a real shop sets them, not converted.
import type { Locale } from '../../widget/src/i18n'
import type { Words } from './words'

export type Category = 'tents' | 'bags' | 'boots' | 'care'

export interface Product {
  id: string
  category: Category
  art: string
  name: Words
  kind: Words
  text: Words
  price: readonly [number, number, number] // GBP, CNY, TWD in hundredths
  goesWith: string[]
}

export const CURRENCY: Record<Locale, string> = { en: 'GBP', 'zh-CN': 'CNY', 'zh-TW': 'TWD' }
export const CATEGORIES: readonly Category[] = ['tents', 'bags', 'boots', 'care']

export const PRODUCTS: readonly Product[] = [
  {
    id: 'tent-t2',
    category: 'tents',
    art: 'tent',
    name: ['Two-person tent T2', '双人帐篷 T2', '雙人帳篷 T2'],
    kind: ['Tents · two people', '帐篷 · 两人', '帳篷 · 兩人'],
    text: [
      '2.1 kg, two doors, up in six minutes by one person. If a part is missing, we send it.',
      '2.1 公斤，两个门，一个人六分钟搭好。缺了零件，我们补发。',
      '2.1 公斤，兩個門，一個人六分鐘搭好。缺了零件，我們補寄。',
    ],
    price: [18900, 129900, 589000],
    goesWith: ['mat-m', 'pole-set'],
  },
  {
    id: 'tent-t4',
    category: 'tents',
    art: 'lodge',
    name: ['Family tent T4', '家庭帐篷 T4', '家庭帳篷 T4'],
    kind: ['Tents · four people', '帐篷 · 四人', '帳篷 · 四人'],
    text: [
      'Standing height, a porch for boots and dogs, dark inside until eight in the morning.',
      '能站直，门厅放得下靴子和狗，里面早上八点还是暗的。',
      '能站直，門廳放得下靴子和狗，裡面早上八點還是暗的。',
    ],
    price: [34900, 239900, 1089000],
    goesWith: ['bag-5', 'wax'],
  },
  {
    id: 'bag-5',
    category: 'bags',
    art: 'bag',
    name: ['Sleeping bag −5', '睡袋 −5', '睡袋 −5'],
    kind: ['Sleeping bags · to −5 °C', '睡袋 · 到 −5 °C', '睡袋 · 到 −5 °C'],
    text: [
      'Wide at the shoulders, zip on either side, washable at home at 30 degrees.',
      '肩部宽，两边都有拉链，家里 30 度就能洗。',
      '肩部寬，兩邊都有拉鍊，家裡 30 度就能洗。',
    ],
    price: [11900, 79900, 369000],
    goesWith: ['mat-m'],
  },
  {
    id: 'mat-m',
    category: 'bags',
    art: 'mat',
    name: ['Sleeping mat M', '防潮垫 M', '睡墊 M'],
    kind: ['Sleeping bags · mats', '睡袋 · 垫子', '睡袋 · 墊子'],
    text: [
      '6 cm thick, 480 g, rolls to the size of a bottle. A repair patch is inside the bag.',
      '6 厘米厚，480 克，卷起来像一个水瓶。袋里有补丁。',
      '6 公分厚，480 克，捲起來像一個水瓶。袋裡有補丁。',
    ],
    price: [3200, 21900, 99000],
    goesWith: ['bag-5'],
  },
  {
    id: 'ridge-mid',
    category: 'boots',
    art: 'boot',
    name: ['Ridge boots mid', '山脊中帮靴', '山脊中筒靴'],
    kind: ['Boots · half sizes', '靴子 · 有半码', '靴子 · 有半號'],
    text: [
      'Leather, resoled twice for free. Walk them at home for a week; send them back if they pinch.',
      '皮面，免费换两次底。在家先走一周，夹脚就退。',
      '皮面，免費換兩次底。在家先走一週，夾腳就退。',
    ],
    price: [14500, 99900, 449000],
    goesWith: ['wax'],
  },
  {
    id: 'camp-shoe',
    category: 'boots',
    art: 'shoe',
    name: ['Camp shoes', '营地鞋', '營地鞋'],
    kind: ['Boots · after the walk', '靴子 · 走完再穿', '靴子 · 走完再穿'],
    text: [
      'For the walk from the tent to the tap. Felt and rubber, 190 g each.',
      '从帐篷走到水龙头那一段穿的。毛毡加橡胶，一只 190 克。',
      '從帳篷走到水龍頭那一段穿的。毛氈加橡膠，一隻 190 克。',
    ],
    price: [4200, 28900, 129000],
    goesWith: ['ridge-mid'],
  },
  {
    id: 'pole-set',
    category: 'care',
    art: 'poles',
    name: ['Pole set for T2', 'T2 撑杆组', 'T2 營柱組'],
    kind: ['Care · spare parts', '养护 · 备件', '保養 · 備件'],
    text: [
      'Two poles and a splint. Fits every T2 since the first one.',
      '两根撑杆加一个接管，从第一代 T2 起都合用。',
      '兩根營柱加一個接管，從第一代 T2 起都合用。',
    ],
    price: [2400, 16900, 76000],
    goesWith: ['tent-t2'],
  },
  {
    id: 'wax',
    category: 'care',
    art: 'tin',
    name: ['Proofing wax', '防水蜡', '防水蠟'],
    kind: ['Care · leather and canvas', '养护 · 皮和帆布', '保養 · 皮和帆布'],
    text: [
      'Beeswax and pine oil. One tin is enough for four pairs of boots.',
      '蜂蜡加松油，一罐够四双靴子。',
      '蜂蠟加松油，一罐夠四雙靴子。',
    ],
    price: [1400, 9900, 44000],
    goesWith: ['ridge-mid'],
  },
]

export function productById(id: string): Product | undefined {
  return PRODUCTS.find((product) => product.id === id)
}
