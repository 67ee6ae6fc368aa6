// The contact page's own words: English, 简体中文, 繁體中文 side by side.
import type { Locale } from '../../widget/src/i18n'

const WORDS = {
  title: ['Contact {team}', '联系{team}', '聯絡{team}'],
  title_plain: ['Contact', '联系我们', '聯絡我們'],
  lead: [
    'All ways to reach a person, and how long each takes right now. The quickest stands first.',
    '所有能找到人的办法，和此刻各要多久。最快的排在最前。',
    '所有能找到人的辦法，和此刻各要多久。最快的排在最前。',
  ],
  chat: ['Chat', '在线聊', '線上聊'],
  call: ['Phone', '电话', '電話'],
  message: ['Message', '留言', '留言'],
  email: ['E-mail', '邮件', '電子郵件'],
  sms: ['SMS', '短信', '簡訊'],
  wechat: ['WeChat', '微信', '微信'],
  other: ['Other', '其他', '其他'],
  now: ['Right now', '此刻', '此刻'],
  no_data: ['no data yet', '还没数据', '還沒有資料'],
  no_data_why: [
    'Too few people have asked lately to say.',
    '最近来问的人太少，说不准。',
    '最近來問的人太少，說不準。',
  ],
  closed: ['closed now', '现在休息', '現在休息'],
  closed_why: [
    'What you write or leave is read when we are back.',
    '可以留下话，回来就看。',
    '可以留下話，回來就看。',
  ],
  unstaffed: ['nobody here now', '此刻没人', '此刻沒人'],
  lately: [
    'Lately nine in ten were answered within {time} ({n} asked).',
    '最近十个人里九个在 {time}内接通（共 {n} 人）。',
    '最近十個人裡九個在 {time}內接通（共 {n} 人）。',
  ],
  waiting_none: ['nobody in line', '没有人在排队', '沒有人在排隊'],
  waiting_one: ['1 person in line', '1 人在排队', '1 人在排隊'],
  waiting: ['{n} people in line', '{n} 人在排队', '{n} 人在排隊'],
  under_minute: ['under a minute', '不到 1 分钟', '不到 1 分鐘'],
  range_minutes: ['{a}–{b} min', '{a}–{b} 分钟', '{a}–{b} 分鐘'],
  minutes: ['{n} min', '{n} 分钟', '{n} 分鐘'],
  range_hours: ['{a}–{b} h', '{a}–{b} 小时', '{a}–{b} 小時'],
  hours: ['{n} h', '{n} 小时', '{n} 小時'],
  open_chat: ['Start a chat', '找人聊', '找人聊'],
  leave_message: ['Leave a message', '留言', '留言'],
  dial: ['Call {number}', '拨打 {number}', '撥打 {number}'],
  updated: ['As of {time}', '{time} 的情况', '{time} 的情況'],
  stale: [
    'As of {time}. We can’t reach the server; trying again.',
    '{time} 的情况。现在连不上服务器，正在重试。',
    '{time} 的情況。現在連不上伺服器，正在重試。',
  ],
  unreachable: [
    'We can’t reach the server. Trying again.',
    '连不上服务器，正在重试。',
    '連不上伺服器，正在重試。',
  ],
  unknown: [
    'There is no contact page at this address.',
    '这个网址没有联系页。',
    '這個網址沒有聯絡頁。',
  ],
  empty: [
    'No way to reach a person has been set up yet.',
    '还没有设置联系办法。',
    '還沒有設定聯絡辦法。',
  ],
} as const

export type WordKey = keyof typeof WORDS
export type Say = (key: WordKey, params?: Record<string, string | number>) => string

export function sayIn(locale: Locale): Say {
  const column = locale === 'en' ? 0 : locale === 'zh-CN' ? 1 : 2
  return (key, params = {}) =>
    WORDS[key][column].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}
