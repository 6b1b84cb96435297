/** Which languages there are, and which one a reader gets. */
export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
export const LANGUAGE_COOKIE = 'aftercare_language'
export const LANGUAGE_PARAMETER = 'lang'

/** What a reader of one language calls each. */
export const LANGUAGE_NAMES: Record<Language, string> = { 'zh-CN': '中文', en: 'English' }

export const isLanguage = (word: string | null | undefined): word is Language => (LANGUAGES as readonly unknown[]).includes(word)

interface Wishes {
  readonly parameter: string | null
  readonly cookie: string | undefined
  /** The Accept-Language header. */
  readonly accepted: string | null
}

/** The URL's parameter, else the cookie, else what the browser asks for; null when none of them says anything we have. */
export function chooseLanguage({ parameter, cookie, accepted }: Wishes): Language | null {
  if (isLanguage(parameter)) return parameter
  if (isLanguage(cookie)) return cookie
  return acceptedLanguage(accepted ?? '')
}

function acceptedLanguage(header: string): Language | null {
  const wishes = header
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().split(';')
      const weight = options.map((each) => /^\s*q=([\d.]+)/.exec(each)?.[1]).find((each) => each !== undefined)
      return { tag: tag.toLowerCase(), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of wishes) {
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN'
    if (tag === 'en' || tag.startsWith('en-')) return 'en'
  }
  return null
}
