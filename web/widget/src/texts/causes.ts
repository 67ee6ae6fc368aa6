// Why a wait grew longer than it was told. English, 简体中文, 繁體中文.
export const causes = {
  cause_fewer_agents: [
    'Fewer people are answering than a moment ago.',
    '现在接待的同事比刚才少了。',
    '現在接待的同事比剛才少了。',
  ],
  cause_slower: [
    'Conversations take longer than usual right now.',
    '眼下每位客人谈的时间都比平时长。',
    '眼下每位客人談的時間都比平時長。',
  ],
} as const
