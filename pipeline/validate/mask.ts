/**
 * The masker of free text: telephone numbers, identity numbers, mail and postal addresses, Chinese and English, become
 * neutral marks before the lake. It works by shape alone: names stay.
 *
 * RE2 has no look-around; `\b` is a border between ASCII letters or digits and all else, Chinese included.
 */
import { quoteText } from '../build/identifier.ts'

const IDENTITY = [
  // 18 digits with a birth date at the seventh, the last may be X; 15 in the old form.
  String.raw`\b[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]\b`,
  String.raw`\b[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}\b`,
]

const MAIL = [String.raw`[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`]

const PHONE = [
  String.raw`(?:\+ ?86[ -]?|\b0?086[ -]?|\b86[ -]?|\b)1[3-9]\d(?:[ .-]?\d{4}[ .-]?\d{4}|[ .-]\d{3}[ .-]\d{5})\b`,
  // Landline of a Chinese town: area code 010, 02x or 0xxx.
  String.raw`(?:[(（]0(?:10|2\d|[3-9]\d{2})[)）] ?|\b0(?:10|2\d|[3-9]\d{2})[- ]?)[2-8]\d{6,7}(?:[-转]\d{1,5})?\b`,
  String.raw`\+[1-9]\d{0,2}[ .-]?\(?\d{1,4}\)?(?:[ .-]?\d{2,4}){2,4}\b`,
  String.raw`\(\d{3}\) ?\d{3}[-. ]\d{4}\b`,
  String.raw`\b[2-9]\d{2}[-.][2-9]\d{2}[-.]\d{4}\b`,
  // British, as dialled at home.
  String.raw`\b0(?:20 \d{4} \d{4}|1\d{2,3} \d{5,6}|7\d{3} ?\d{3} ?\d{3})\b`,
]

/** A number that follows a word for telephone needs no shape of its own; the word stays. */
const ANNOUNCED_PHONE = String.raw`((?:电话|手机号?码?|座机|固话|致电|拨打|微信号?|(?i:\b(?:tel|telephone|phone|mobile|cell|call|fax)\b))(?:号码?|[ .:：是为#]|(?i:no|number|me|at|on|is)){0,6})\d[\d -]{5,14}\d\b`

const HAN = String.raw`\p{Han}`
// Before 路 these make another word: 电路, 线路, 回路, 管路, 油路, 短路 …
const ROAD = String.raw`(?:${HAN}{0,3}[^\P{Han}电线回管油水气支短断开通思走马半一多单双三旁网铁公]路|${HAN}{1,4}(?:大道|大街|胡同)|${HAN}{0,3}[^\P{Han}上]街|${HAN}{1,3}[^\P{Han}小]巷)`
// 文三路, 中山一路: only where a house number follows.
const NUMBERED_ROAD = String.raw`(?:${ROAD}|${HAN}{0,3}[^\P{Han}第][一二三四五六七八九十]路)`
const NUMERAL = '[一二三四五六七八九十百零〇]'
const TOWN = String.raw`(?:${HAN}{2,3}(?:省|自治区))?(?:${HAN}{2,4}(?:市|自治州))?(?:${HAN}{1,4}[区县旗])?(?:${HAN}{1,4}(?:镇|乡|街道))?`
const INSIDE = String.raw`(?:[,，、 ]?(?:${HAN}{0,6}(?:小区|花园|公寓|家园|苑|新村|大厦|广场|院))?(?: ?[A-Za-z]?\d+(?:[-—]\d+)* ?(?:号楼|号院|栋|幢|座|单元|层|楼|室|房|户|号)(?:[A-Z]座)?){1,4}(?: ?\d{2,4}\b)?)`
const CHINESE_ADDRESS = [
  String.raw`${TOWN}${NUMBERED_ROAD}(?:南|北|东|西|中)?(?: ?\d+ ?弄)? ?\d+(?:[-—之]\d+)? ?号${INSIDE}?`,
  String.raw`${TOWN}${ROAD}(?:南|北|东|西|中)?${NUMERAL}{1,5}号${INSIDE}?`,
  // Town and road without a number.
  String.raw`(?:${HAN}{2,3}省)?${HAN}{2,4}[市县]${HAN}{2,4}[区县镇]${HAN}{0,4}?(?:${ROAD})${INSIDE}?`,
  String.raw`${TOWN}${HAN}{1,6}(?:小区|花园|公寓|家园|嘉园|苑|新村|大厦)(?:[A-Za-z]?\d+(?:号楼|栋|幢|座|单元|层|楼|室|房|户|号)){1,4}(?:\d{2,4}\b)?`,
  String.raw`${TOWN}${HAN}{1,3}(?:村|屯|庄)\d+(?:组|队|号)(?:\d+号)?`,
  String.raw`\d+ ?(?:号楼|栋|幢|座) ?\d+ ?单元 ?(?:\d+ ?(?:层|楼) ?)?\d+(?: ?(?:室|房|户|号))?`,
  String.raw`(?:${HAN}{1,6}(?:小区|花园|公寓|家园|苑|新村))?${NUMERAL}{1,4}(?:号楼|栋|幢|座)${NUMERAL}{1,3}单元(?:${NUMERAL}{1,6}(?:室|房|户|号)?)?`,
  String.raw`邮(?:政编码|编)[:： ]?\d{6}`,
]

const NAME_OF_STREET = String.raw`(?:[NSEW]\.? |North |South |East |West )?(?:[A-Z][A-Za-z'.-]*|\d{1,3}(?:st|nd|rd|th))(?: [A-Z][A-Za-z'.-]*){0,3}`
const UNIT = String.raw`(?:,? +(?:[Aa]pt|[Aa]partment|[Uu]nit|[Ss]uite|[Ss]te|[Ff]lat|#)\.? ?[A-Za-z0-9-]+)?`
const ENGLISH_ADDRESS = [
  String.raw`\b\d{1,5}[A-Za-z]?(?:[-/]\d{1,4})? +${NAME_OF_STREET} +(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Terrace|Ter|Square|Sq|Parkway|Pkwy|Highway|Hwy|Crescent)\b\.?${UNIT}`,
  // Words that are also parts and paths need a longer house number: 1 Hard Drive stays.
  String.raw`\b\d{2,5}[A-Za-z]? +${NAME_OF_STREET} +(?:Drive|Dr|Court|Ct|Place|Pl|Way|Close|Circle)\b\.?${UNIT}`,
  String.raw`\b\d{1,5} +[a-z]{3,} +(?:street|avenue|boulevard)\b${UNIT}`,
  String.raw`\b(?:P\.? ?O\.? ?[Bb]ox|PO BOX) +\d+\b`,
]

interface Rule {
  /** Cheap test that spares most texts the patterns. */
  readonly hint: string
  readonly patterns: readonly string[]
  readonly mark: string
}

/** In this order: an identity number holds what looks like a telephone number. */
const RULES: readonly Rule[] = [
  { hint: '@', patterns: MAIL, mark: '[mail]' },
  { hint: String.raw`\d{15}`, patterns: IDENTITY, mark: '[id]' },
  { hint: String.raw`\d[\d ().-]{5}`, patterns: PHONE, mark: '[phone]' },
  { hint: String.raw`\d[\d -]{5}`, patterns: [ANNOUNCED_PHONE], mark: String.raw`\1[phone]` },
  {
    hint: String.raw`[路街巷道胡同园苑寓厦村屯庄栋幢座号][\d一-龥]* ?\d|\d ?[号栋幢座]|[路街][东西南北中]?[一二三四五六七八九十百零〇]+号|[楼栋幢座][一二三四五六七八九十]+单元|[市县]\p{Han}+[区县镇]|邮`,
    patterns: CHINESE_ADDRESS,
    mark: '[address]',
  },
  {
    hint: String.raw`\d[A-Za-z/\d-]* +[A-Za-z0-9].*(?:St|Ave|R(?:oa)?d|Blvd|Boulevard|La?ne?|Ter|Sq|P(?:ar)?kwa?y|H(?:igh)?wa?y|Cres|Dr|C(?:our)?t|Pl|Way|Close|Circle|street|avenue|boulevard)|(?:[Bb]ox|BOX)`,
    patterns: ENGLISH_ADDRESS,
    mark: '[address]',
  },
]

const FULL_WIDTH = '０１２３４５６７８９＠'
const HALF_WIDTH = '0123456789@'

/** Creates the macros of the masker; `aftercare_mask(text)` is the one to call. */
export function maskMacros(): string[] {
  const steps = RULES.map(({ hint, patterns, mark }, index) => {
    const replaced = patterns.reduce(
      (inner, pattern) => `regexp_replace(${inner}, ${quoteText(pattern)}, ${quoteText(mark)}, 'g')`,
      't',
    )
    return `CREATE OR REPLACE TEMP MACRO aftercare_mask_${index}(t) AS CASE WHEN regexp_matches(t, ${quoteText(hint)}) THEN ${replaced} ELSE t END`
  })
  // One lambda a step: a macro repeats its argument wherever it uses it, and nesting them would square that.
  const folded = RULES.reduce(
    (inner, _, index) => `list_transform(${inner}, lambda t: aftercare_mask_${index}(t))`,
    `[translate(t, '${FULL_WIDTH}', '${HALF_WIDTH}')]`,
  )
  const anyHint = [`[${FULL_WIDTH}]`, ...RULES.map(({ hint }) => hint)].join('|')
  return [
    ...steps,
    `CREATE OR REPLACE TEMP MACRO aftercare_mask(t) AS CASE WHEN regexp_matches(t, ${quoteText(anyHint)}) THEN (${folded})[1] ELSE t END`,
  ]
}
