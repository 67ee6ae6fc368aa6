// Reads what people write for a length of time: "20 s", "2 min", "1:30", "2 h 5 min", "90 秒".
const unitMs: Record<string, number> = {
  ms: 1, s: 1000, sec: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000,
  秒: 1000, 分: 60_000, 分钟: 60_000, 分鐘: 60_000, 小时: 3_600_000, 小時: 3_600_000, 天: 86_400_000,
}

// Null if it cannot be read. A bare number counts as seconds.
export function parseDuration(text: string): number | null {
  const trimmed = text.trim().toLowerCase()
  if (trimmed === '') return null
  const clock = /^(\d{1,4}):([0-5]\d)(?::([0-5]\d))?$/.exec(trimmed)
  if (clock !== null) {
    const [, first = '0', second = '0', third] = clock
    return third === undefined
      ? (Number(first) * 60 + Number(second)) * 1000
      : (Number(first) * 3600 + Number(second) * 60 + Number(third)) * 1000
  }
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Math.round(Number(trimmed) * 1000)
  let rest = trimmed
  let total = 0
  while (rest !== '') {
    const part = /^(\d+(?:\.\d+)?)\s*([a-z]+|[\u4e00-\u9fff]+)\s*/.exec(rest)
    const unit = part === null ? undefined : unitMs[part[2] ?? '']
    if (part === null || unit === undefined) return null
    total += Number(part[1]) * unit
    rest = rest.slice(part[0].length)
  }
  return Math.round(total)
}
