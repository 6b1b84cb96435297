/**
 * Whether what was found is denied, asked or only supposed where it stands. A negator counts when nothing but filling words lies between it and the
 * match: `不是态度问题` denies, `没修好还漏电` does not. Two negators undo each other.
 */
import { isClauseEnd } from './pattern.ts'

export type Cancelled = 'denied' | 'asked'

/** Longest stretch before and after a match in which a negator is looked for. */
const REACH = 60

const ZH_FILLING =
  '(?:再|过|出现|发生|有过|什么|任何|是|因为|因|由于|说|嫌|很|太|那么|这么|特别|感觉到?|觉得|你们|师傅|客服|我们?|他们?|她|的|有|发现|遇到|存在|明显|丝毫|一点|半点|算|属于|怪)'
/** These deny what they govern, whatever stands between within reach of filling words. */
const ZH_STRONG = '(?:并不是|并非|绝非|(?<!是)不是|不存在|不认为|谈不上|说不上|并没有?|没有|不曾|未曾|从没|从未|未见|毫无|无)'
const ZH_WEAK = '(?:(?<!有)没|未|(?<![是会能要动时])不会?)'
const ZH_BEFORE = new RegExp(`(?:${ZH_STRONG}|${ZH_WEAK})${ZH_FILLING}{0,4}$`, 'u')
/** 没有漏电或冒烟: an alternative is denied with what it is an alternative to. */
const ZH_BEFORE_OR = new RegExp(`${ZH_STRONG}${ZH_FILLING}{0,4}(?:[^,。!?;\\n]{1,6}或者?)$`, 'u')
/** 没有漏电、冒烟现象: a list is denied as a whole where one noun ends it; without it, 没有道歉、态度差 denies only the first. */
const ZH_BEFORE_LIST = new RegExp(`${ZH_STRONG}${ZH_FILLING}{0,4}(?:[^,。!?;\\n]{1,6}(?:、|和|或者?|以及)){1,3}$`, 'u')
const ZH_LIST_END = /^的?(?:现象|情况|问题|迹象|等)/u
const ZH_ASKED = new RegExp(
  `(?:会不会|是不是|是否|有没有|要不要|能不能|万一|如果|要是|假如|假设|倘若|以免|免得|避免|防止)${ZH_FILLING}{0,4}$`,
  'u',
)
const ZH_AFTER =
  /^(?:的?(?:问题|现象|情况|事情?|毛病|迹象))?(?:倒|也|都|并|是|根本)?(?:没有|没出现|没发生|不存在|谈不上|算不上|说不上)(?:过|的)?(?=[,。!?;\n]|$)/u

const EN_FILLING =
  '(?:(?:a|an|the|any|my|your|his|her|their|our|really|actually|at all|been|be|being|because|of|due|to|ever|that|very|so|too|even|about|issues?|problems?|complaints?|trouble|with|was|were|is|are|it|he|she|they|we|caused|by|sign|signs|say|saying|think|feel|feeling|complaining|find|found|have|had|got|wrong)\\s+)'
const EN_LISTED = "(?:[a-z' -]{1,24}\\s(?:or|nor)\\s+)"
const EN_NEGATOR =
  "(?:(?<![a-z])(?:not|never|no|none|nothing|without|neither|nor|cannot|hardly|isnt|wasnt|arent|werent|didnt|dont|doesnt|hasnt|havent)|n't)(?!\\s+(?:only|just|to mention)\\b)\\s+"
const EN_BEFORE = new RegExp(`${EN_NEGATOR}${EN_FILLING}{0,6}${EN_LISTED}{0,2}$`, 'u')
const EN_ASKED = new RegExp(`(?<![a-z])(?:if|whether|unless|in case)\\s+${EN_FILLING}{0,6}$`, 'u')
const EN_AFTER =
  /^\s+(?:was|is|were|are|has|have)(?:n't| not)\s+(?:(?:been|the|an?|my|our|really)\s+){0,3}(?:problem|issue|reason|cause|point)/u

/** @param text folded. @param from to the match, half open. @param isHan whether the match has Chinese characters */
export function cancelled(text: string, from: number, to: number, isHan: boolean): Cancelled | null {
  const before = text.slice(clauseStart(text, from), from)
  const after = text.slice(to, to + REACH)
  const isAsked = (isHan ? ZH_ASKED : EN_ASKED).test(before)
  if (isAsked) return 'asked'
  let isDenied = (isHan ? ZH_AFTER : EN_AFTER).test(after)
  let rest = before
  // `不是没有` and `never not`: each further negator turns it round.
  for (let at = deniedFrom(rest, after, isHan); at !== -1; at = deniedFrom(rest, '', isHan)) {
    isDenied = !isDenied
    rest = rest.slice(0, at)
  }
  return isDenied ? 'denied' : null
}

/** Where the negator of what follows begins, or -1. */
function deniedFrom(before: string, after: string, isHan: boolean): number {
  if (!isHan) return before.search(EN_BEFORE)
  const listed = ZH_LIST_END.test(after) ? [ZH_BEFORE_LIST] : []
  for (const each of [ZH_BEFORE, ZH_BEFORE_OR, ...listed]) {
    const at = before.search(each)
    if (at !== -1) return at
  }
  return -1
}

function clauseStart(text: string, from: number): number {
  let at = from
  while (at > 0 && from - at < REACH && !isClauseEnd(text, at - 1)) at -= 1
  return at
}
