// A short list: what people at a service desk really use. Names are texts of i18n (desk.emoji.names).
import type en from '@/i18n/en/desk'

export type EmojiName = keyof (typeof en)['emoji']['names']
export type EmojiGroup = keyof (typeof en)['emoji']['groups']

export const emojiGroups: readonly { group: EmojiGroup; items: readonly [string, EmojiName][] }[] = [
  {
    group: 'faces',
    items: [
      ['🙂', 'smile'], ['😀', 'grin'], ['😄', 'laugh'], ['😂', 'joy'], ['😉', 'wink'],
      ['😊', 'blush'], ['🤗', 'warm'], ['😍', 'heartEyes'], ['😘', 'kiss'], ['😎', 'cool'],
      ['🤔', 'thinking'], ['😌', 'relieved'], ['😐', 'neutral'], ['😮', 'surprised'],
      ['😟', 'worried'], ['🙁', 'sad'], ['😢', 'cry'], ['😩', 'tired'], ['🤒', 'sick'],
      ['🥳', 'party'],
    ],
  },
  {
    group: 'hands',
    items: [
      ['👍', 'thumbUp'], ['👎', 'thumbDown'], ['👏', 'clap'], ['👋', 'wave'], ['🙏', 'thanks'],
      ['👌', 'ok'], ['💪', 'muscle'], ['👉', 'point'], ['🤝', 'handshake'], ['🙇', 'bow'],
    ],
  },
  {
    group: 'things',
    items: [
      ['📦', 'parcel'], ['🚚', 'truck'], ['🎁', 'gift'], ['⛺', 'tent'], ['🥾', 'boots'],
      ['🎒', 'bag'], ['📷', 'camera'], ['📞', 'phone'], ['📧', 'mail'], ['📅', 'calendar'],
      ['🕒', 'clock'], ['💰', 'money'], ['💳', 'card'], ['🧾', 'receipt'], ['🔑', 'key'],
      ['🔧', 'tools'], ['💡', 'bulb'], ['🌞', 'sun'], ['🌧️', 'rain'], ['🌸', 'flower'],
      ['🐶', 'dog'], ['🐱', 'cat'], ['☕', 'coffee'],
    ],
  },
  {
    group: 'signs',
    items: [
      ['❤️', 'heart'], ['⭐', 'star'], ['✅', 'check'], ['❌', 'cross'], ['⚠️', 'warning'],
      ['❓', 'question'], ['✨', 'spark'], ['🔥', 'fire'], ['💯', 'hundred'],
    ],
  },
]
