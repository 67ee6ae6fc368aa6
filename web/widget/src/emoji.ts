// A small choice that says what customers say: thanks, yes, sorry, look, waiting.
export const EMOJI =
  '🙂 😀 😂 😊 😍 😘 😎 🤔 😅 😉 😢 😭 😡 😱 🥳 🙈 👍 👎 👌 🙏 👏 💪 🤝 👋 ❤️ 💔 🎉 🎁 🔥 ⭐ ✅ ❌ ❓ ⏰ 📷 📦 🚚 💳 🧾 🏕️ ⛺ 🥾 🎒 ☀️ 🌧️ 🌙 ☕ 🍀'.split(
    ' ',
  )

export const EMOJI_COLUMNS = 8
