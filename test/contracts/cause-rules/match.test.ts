import fc from 'fast-check'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { taxonomySchema } from '../../../contracts/taxonomy/schema.ts'
import { foldText } from '../../../contracts/cause-rules/fold.ts'
import { compileRules, matchRules } from '../../../contracts/cause-rules/match.ts'
import { patternProblem } from '../../../contracts/cause-rules/pattern.ts'
import { causeRuleSchema, causeRulesFileSchema, type WrittenCauseRule } from '../../../contracts/cause-rules/schema.ts'
import { SHIPPED_REFERENCE } from '../../../pipeline/reference/file.ts'

const shipped = compileRules(
  causeRulesFileSchema.parse(parse(await readFile(path.join(SHIPPED_REFERENCE, 'cause-rules.yaml'), 'utf8'))).rules,
)
const causes = (text: string) => [...new Set(matchRules(shipped, text).hits.map((each) => each.cause))]
const principal = (text: string) => matchRules(shipped, text).hits[0]?.cause ?? null

const compiled = (...rules: Omit<WrittenCauseRule, 'id'>[]) =>
  compileRules(rules.map((each, at) => causeRuleSchema.parse({ id: `r${at}`, ...each })))
const found = (any: string[], text: string, more: Partial<WrittenCauseRule> = {}) =>
  matchRules(compiled({ cause: 'a.b', any, ...more }), text).hits.flatMap((each) => each.words)

describe('patterns', () => {
  test.each<[string, string, string[]]>([
    ['漏电', '机器漏电', ['漏电']],
    ['late', 'It came LATE, on a plate, the latest one', ['LATE']],
    ['refus*', 'They refused and keep refusing; refuse', ['refused', 'refusing', 'refuse']],
    ['no reply', 'No\n reply', ['No\n reply']],
    ['app…闪退', 'ＡＰＰ老是闪退', ['ＡＰＰ老是闪退']],
    ['退款…没到', '退款一个星期没到', ['退款一个星期没到']],
    ['退款…没到', '退款了。还没到', []],
    ['pay … warranty', 'I had to pay for this under warranty', ['pay for this under warranty']],
    ['pay … warranty', 'I had to pay. It is under warranty', []],
    ['/等了\\d{1,3}天/', '等了12天，等了3天', ['等了12天', '等了3天']],
    ["can't connect", 'It can’t connect', ['can’t connect']],
    ['3.5', 'It took 3.5 hours, not 375', ['3.5']],
  ])('%s in %s', (pattern, text, words) => {
    expect(found([pattern], text)).toEqual(words)
  })

  test.each([
    ['/(a+)+$/', 'may not repeat a group'],
    ['/(?:ab|a){2,}/', 'may not repeat a group'],
    ['/(a|a)*b/', 'may not repeat a group'],
    ['/(a)\\1/', 'refer back'],
    ['/.*.*.*x/', 'so many repetitions'],
    ['/[ab]*[ab]*c/', 'so many repetitions'],
    ['/ax{0,90}y{0,90}/', 'so many repetitions'],
    ['/a?b?c?d?e?f?g?h?i?j?k?l?m?n/', 'so many repetitions'],
    ['/(?=a*)b/', 'looks ahead'],
    ['/x*/', 'fits everywhere'],
    ['/(/', 'Invalid regular expression'],
    ['…', 'no words'],
    [`/${'a'.repeat(300)}/`, 'at most 200'],
  ])('%s is refused', (pattern, message) => {
    expect(patternProblem(pattern)?.message).toContain(message)
    expect(causeRuleSchema.safeParse({ id: 'r', cause: 'a', any: [pattern] }).error?.issues[0]).toMatchObject({
      params: { code: 'reference.pattern_refused', value: pattern },
    })
  })

  test('what is allowed stays quick on texts made to be slow', () => {
    const worst = ['/a{0,60}a{0,60}b/', '/[ab]*c/', '/a?a?a?a?a?a?a?a?a?a?b/']
    for (const pattern of worst) expect(patternProblem(pattern)).toBeNull()
    const started = performance.now()
    found(worst, 'a'.repeat(4000))
    expect(performance.now() - started).toBeLessThan(3000)
  })

  test('folding keeps every place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(text)).toHaveLength(text.length)
      }),
    )
    expect(foldText('ＡＢＣ　“Ｉ’m”')).toBe('abc "i\'m"')
  })
})

describe('what does not count', () => {
  test.each([
    ['不是态度差', []],
    ['并不是因为师傅态度差', []],
    ['没有漏电', []],
    ['没漏电', []],
    ['从来没有出现过漏电', []],
    ['漏电的问题没有', []],
    ['没有漏电或冒烟', []],
    ['没有漏电、冒烟现象', []],
    ['没有道歉、态度差', ['态度差']],
    ['没有道歉还态度差', ['态度差']],
    ['没修好还漏电', ['漏电']],
    ['不是没有漏电', ['漏电']],
    ['不但漏电，还冒烟', ['漏电', '冒烟']],
    ['没几天就漏电', ['漏电']],
    ['没想到会漏电', ['漏电']],
    ['用了没多久就漏电', ['漏电']],
    ['不停漏电', ['漏电']],
    ['漏电没有解决', ['漏电']],
    ['不是收费问题，是态度差', ['态度差']],
    ['会不会漏电', []],
    ['如果漏电怎么办', []],
    ['是不是态度差', []],
    ['不专业和态度差', ['态度差']],
  ])('%s', (text, words) => {
    expect(found(['态度差', '漏电', '冒烟'], text)).toEqual(words)
  })

  test.each([
    ['He was not rude', []],
    ["He wasn't really rude", []],
    ['He was never rude or late', []],
    ['No issues with the late visit', []],
    ['The technician being late was not the problem', []],
    ['Nothing to do with it, he came late', ['late']],
    ['He was not only late but rude', ['late', 'rude']],
    ['Not fixed. He was rude', ['rude']],
    ['It is not working and he was rude', ['rude']],
    ['I do not think he was rude', []],
    ['if he is late, call me', []],
    ['No, he was late', ['late']],
  ])('%s', (text, words) => {
    expect(found(['rude', 'late'], text)).toEqual(words)
  })

  test('`not` of a rule cancels in the same clause only, and says so', () => {
    const rules = compiled({ cause: 'a.b', any: ['刮花'], not: ['快递'] })
    const { hits, refused } = matchRules(rules, '快递把外壳刮花，师傅又刮花一块，没有刮花')
    expect(hits.map(({ spans }) => spans)).toEqual([[{ start: 11, end: 13 }]])
    expect(refused.map(({ reason, span }) => [reason, span.start])).toEqual([
      ['cancelled', 5],
      ['denied', 18],
    ])
  })

  test('all of `all` must be said, and count as words', () => {
    expect(found(['收费'], '保修期内收费', { all: ['保修'] })).toEqual(['保修', '收费'])
    expect(found(['收费'], '收费贵', { all: ['保修'] })).toEqual([])
    expect(found(['收费'], '收费，不是保修', { all: ['保修'] })).toEqual([])
  })

  test('a rule for one language leaves texts in the other alone', () => {
    expect(found(['app'], 'The app is slow', { languages: ['zh-CN'] })).toEqual([])
    expect(found(['app'], '这个app太慢了', { languages: ['zh-CN'] })).toEqual(['app'])
  })
})

test('the most confident first, then what is said first; one hit a rule with all its places', () => {
  const rules = compiled(
    { cause: 'a.low', any: ['慢'], confidence: 0.5 },
    { cause: 'a.late', any: ['晚', '晚到'] },
    { cause: 'a.rude', any: ['凶'] },
  )
  const { hits } = matchRules(rules, '慢，凶，晚到，又晚')
  expect(hits.map(({ cause, words }) => [cause, words])).toEqual([
    ['a.rude', ['凶']],
    ['a.late', ['晚到', '晚']],
    ['a.low', ['慢']],
  ])
})

test('looking for anchors first finds what looking for everything finds', () => {
  const everything = [...shipped.anchored.values()].flat().concat(shipped.others)
  const slow = { ...shipped, anchored: new Map(), others: everything }
  const pieces = shipped.rules.flatMap(({ rule }) => rule.any).map((each) => each.replaceAll('…', '一下').replaceAll('*', 'ed'))
  const joined = fc.array(fc.constantFrom(...pieces, '，', '。', '不是', '没有', 'not ', ' no ', '了', '、'), {
    minLength: 1,
    maxLength: 8,
  })
  fc.assert(
    fc.property(joined, (parts) => {
      expect(matchRules(shipped, parts.join(''))).toEqual(matchRules(slow, parts.join('')))
    }),
    { numRuns: 60 },
  )
})

describe('the shipped rules', () => {
  test('there is one in each language for every cause; most examples of the taxonomy are found, hardly any elsewhere', async () => {
    const file: unknown = parse(await readFile(path.join(SHIPPED_REFERENCE, 'taxonomy.yaml'), 'utf8'))
    const all = z
      .looseObject({ taxonomies: z.array(taxonomySchema) })
      .parse(file)
      .taxonomies.flatMap((each) => each.groups)
    const found = { right: 0, wrong: [] as string[], none: 0 }
    for (const { code: group, causes: details } of all) {
      for (const { code, examples } of details) {
        const full = `${group}.${code}`
        const own = shipped.rules.filter(({ rule }) => rule.cause === full).map(({ rule }) => rule.id.slice(-2))
        expect([...new Set(own)].sort(), full).toEqual(['en', 'zh'])
        for (const text of [...(examples?.['zh-CN'] ?? []), ...(examples?.en ?? [])]) {
          const first = principal(text)
          if (first === full) found.right += 1
          else if (first === null) found.none += 1
          else found.wrong.push(`${text}: ${first}`)
        }
      }
    }
    expect(found.wrong).toEqual([])
    expect(found.right).toBeGreaterThan(9 * found.none)
  })

  test.each([
    ['师傅约好上午来，下午五点才到，还不耐烦', ['service.attitude', 'service.late']],
    ['配件三个星期还没到', ['part.late']],
    ['退款都半个月了还没到账', ['policy.refund_slow']],
    ['快递把屏幕摔坏了', ['logistics.damaged']],
    ['师傅搬的时候把地板划伤', ['service.damage_caused']],
    ['保修期内还收了我两百检测费', ['service.unpermitted_fee']],
    ['师傅很准时，态度很好，就是没修好', ['service.not_fixed_first_time']],
    ['The technician was polite and on time but the fault came back', ['service.not_fixed_first_time']],
    ['No one called me back and the part has not arrived', ['service.no_response', 'part.late']],
    ['谢谢，非常满意', []],
    ['Thank you, great service', []],
    ['请问什么时候可以安装', []],
    ['I would like to book a visit', []],
  ])('%s', (text, expected) => {
    expect(causes(text).toSorted()).toEqual(expected.toSorted())
  })

  test('a danger outweighs everything else', () => {
    expect(principal('修了三次还是一样，今天居然冒烟了，客服还不耐烦')).toBe('product.safety')
  })
})
