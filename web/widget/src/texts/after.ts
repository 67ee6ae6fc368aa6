// Around it: menu, history, the end and its question. English, 简体中文, 繁體中文.
export const after = {
  end: ['End the conversation', '结束对话', '結束對話'],
  leave_line: ['Leave the line', '不排了', '不排了'],
  leave_ask: [
    'Leave the line? Your place goes to the next person.',
    '不排了？位置会让给下一位。',
    '不排了？位置會讓給下一位。',
  ],
  leave_stay: ['Stay', '继续等', '繼續等'],
  history: ['Earlier conversations', '以前的对话', '以前的對話'],
  history_none: ['Nothing earlier yet.', '以前还没有聊过。', '以前還沒有聊過。'],
  history_with: ['with {name}', '和{name}', '和{name}'],
  history_message: ['a message you left', '你的留言', '你的留言'],

  done_title: ['All done', '聊完了', '聊完了'],
  done_idle: ['Closed because it was quiet', '很久没说话，先结束了', '很久沒說話，先結束了'],
  done_abandoned: ['You left the line', '你离开了队伍', '你離開了隊伍'],
  done_blocked: ['This conversation was ended', '这段对话已经结束', '這段對話已經結束'],
  effort: [
    'How much effort did you personally have to put forth to handle your request?',
    '为了办好这件事，你自己费了多少力气？',
    '為了辦好這件事，你自己費了多少力氣？',
  ],
  effort_low: ['Very little', '很省力', '很省力'],
  effort_high: ['Very much', '很费力', '很費力'],
  effort_missing: [
    'Choose a number, or “Not this time”.',
    '选一个数字，或点“这次不答”。',
    '選一個數字，或點「這次不答」。',
  ],
  hardest: [
    'Which step was hardest? (optional)',
    '哪一步最费劲？(可不写)',
    '哪一步最費勁？(可不寫)',
  ],
  survey_send: ['Send', '提交', '送出'],
  survey_skip: ['Not this time', '这次不答', '這次不答'],
  not_arrived: [
    'It did not arrive. Try once more.',
    '没有传到，再点一次。',
    '沒有傳到，再點一次。',
  ],
  thanks: [
    'Thank you. We read every answer.',
    '谢谢。每一份回答我们都会看。',
    '謝謝。每一份回答我們都會看。',
  ],
  continue: ['Continue this conversation', '接着这段聊', '接著這段聊'],
  continue_until: ['possible until {time}', '{time} 前都可以', '{time} 前都可以'],
  new_conversation: ['Start a new conversation', '开始新的对话', '開始新的對話'],
  read_again: ['Read the conversation again', '再看一遍对话', '再看一遍對話'],

  loading: ['Looking for your conversation', '正在找你的对话', '正在找你的對話'],
  refused_title: ['Chat is not available here', '这里用不了聊天', '這裡用不了聊天'],
  refused_blocked: [
    'This shop does not take messages from this browser.',
    '这家店不接收这个浏览器的消息。',
    '這家店不接收這個瀏覽器的訊息。',
  ],
  refused_setup: [
    'This page’s chat is not set up yet.',
    '这个页面的聊天还没有设置好。',
    '這個頁面的聊天還沒有設定好。',
  ],

  hours_minutes: ['{h} h {m} min', '{h} 小时 {m} 分', '{h} 小時 {m} 分'],
  minutes_seconds: ['{m} min {s} s', '{m} 分 {s} 秒', '{m} 分 {s} 秒'],
  seconds: ['{s} s', '{s} 秒', '{s} 秒'],
} as const
