/** Minutes as a person says them: the two largest units that matter. */
import type { Language } from '../language/language.ts'

const UNITS = {
  'zh-CN': { day: ' 天', hour: ' 小时', minute: ' 分钟', second: ' 秒', between: ' ' },
  en: { day: ' d', hour: ' h', minute: ' min', second: ' s', between: ' ' },
} as const

/** `45 分钟`, `3 h 20 min`, `12 天 4 小时`; below a minute in seconds. A negative one carries its sign. */
export function formatDuration(minutes: number, language: Language): string {
  const { day, hour, minute, second, between } = UNITS[language]
  const sign = minutes < 0 ? '−' : ''
  const size = Math.abs(minutes)
  if (size > 0 && size < 1) return `${sign}${Math.max(1, Math.floor(size * 60))}${second}`
  const whole = Math.floor(size)
  const [days, hours, rest] = [Math.floor(whole / 1440), Math.floor((whole % 1440) / 60), whole % 60]
  const parts =
    days > 0
      ? [`${days.toLocaleString(language)}${day}`, hours > 0 ? `${hours}${hour}` : '']
      : hours > 0
        ? [`${hours}${hour}`, rest > 0 ? `${rest}${minute}` : '']
        : [`${rest}${minute}`]
  return sign + parts.filter((part) => part !== '').join(between)
}

/** Hours of a clock that stands still at night: `48 小时 38 分钟`. A day of it is no day, so it is never counted in days. */
export function formatWorkingTime(minutes: number, language: Language): string {
  const { hour, minute, between } = UNITS[language]
  const whole = Math.floor(minutes)
  const [hours, rest] = [Math.floor(whole / 60), whole % 60]
  const parts = [hours > 0 ? `${hours.toLocaleString(language)}${hour}` : '', rest > 0 || hours === 0 ? `${rest}${minute}` : '']
  return parts.filter((part) => part !== '').join(between)
}
