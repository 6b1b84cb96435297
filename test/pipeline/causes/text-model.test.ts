/** The text model: what it sees of a text, that it learns, measures itself honestly and is the same every time. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countPieces } from '../../../pipeline/causes/text-model/corpus.ts'
import { Dictionary } from '../../../pipeline/causes/text-model/dictionary.ts'
import { fold, foldWithOrigin } from '../../../pipeline/causes/text-model/fold.ts'
import { stratifiedFolds } from '../../../pipeline/causes/text-model/folds.ts'
import { Pieces } from '../../../pipeline/causes/text-model/pieces.ts'
import { fitSharpness, probabilities } from '../../../pipeline/causes/text-model/probability.ts'
import { countAnswers, qualityOf } from '../../../pipeline/causes/text-model/quality.ts'
import {
  classify,
  parse,
  serialise,
  spansFor,
  train,
  trainingVersion,
  wordsFor,
  type Example,
} from '../../../pipeline/causes/text-model/text-model.ts'
import { chooseThreshold, wilsonLower } from '../../../pipeline/causes/text-model/threshold.ts'
import { weightingOf, type PieceWeight } from '../../../pipeline/causes/text-model/weighting.ts'
import { trainLinear } from '../../../pipeline/causes/text-model/linear.ts'

const SAYINGS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  late: [
    ['师傅迟到了', '一直没人上门'],
    ['约好的时间没来', '等了三天'],
    ['the technician came late', 'still waiting for the visit'],
    ['nobody showed up', 'waited three days'],
  ],
  attitude: [
    ['师傅态度很差', '说话难听'],
    ['客服骂人', '很不耐烦'],
    ['the technician was rude', 'shouted at me'],
    ['unfriendly staff', 'no manners at all'],
  ],
  leak: [
    ['空调漏水', '墙壁都湿了'],
    ['水管又漏了', '滴水不止'],
    ['it leaks water', 'the floor is wet'],
    ['dripping pipe', 'puddle under the unit'],
  ],
}
const FILLERS = ['昨天', '请处理', '第二次投诉', 'please help', 'order 8841', 'again', '客厅', 'kitchen', '谢谢', 'since May']

/** Texts of three causes in two languages; each tenth has the wrong code. */
function examples(count: number): Example[] {
  const codes = Object.keys(SAYINGS)
  return Array.from({ length: count }, (_, at) => {
    const code = codes[at % 3] ?? ''
    const sayings = SAYINGS[code] ?? []
    const [first, second] = sayings[(at * 7) % sayings.length] ?? ['', '']
    const text = [FILLERS[(at * 3) % 10], first, FILLERS[(at * 11 + 4) % 10], at % 2 === 0 ? second : '', String(at)].join(' ')
    return { id: `c${String(at).padStart(4, '0')}`, text, code: at % 10 === 9 ? (codes[(at + 1) % 3] ?? '') : code }
  })
}

const piecesOf = (text: string) => {
  const read = new Pieces().read(fold(text))
  return Array.from({ length: read.count }, (_, at) => ({
    hash: read.hashes[at] ?? 0,
    words: fold(text).slice(read.starts[at], read.ends[at]),
  }))
}

describe('pieces', () => {
  test('Chinese: all runs of one to four characters, not over a comma', () => {
    const found = piecesOf('空调漏水,响').map(({ words }) => words)
    expect(found.sort()).toEqual(['响', '水', '漏', '漏水', '空', '空调', '空调漏', '空调漏水', '调', '调漏', '调漏水'].sort())
  })

  test('English: words, pairs and parts of words; width and capitals do not matter', () => {
    const found = piecesOf('Water leaks')
    expect(found.map(({ words }) => words)).toContain('water leaks')
    // ` wa wat ate ter er ` and so on: 5 + 4 + 3 parts of "water", the same of "leaks", two words, one pair.
    expect(found).toHaveLength(12 + 12 + 3)
    const hashes = (text: string) => piecesOf(text).map(({ hash }) => hash)
    expect(hashes('ｗａｔｅｒ　ＬＥＡＫＳ')).toEqual(hashes('water leaks'))
    expect(hashes("can't")).not.toEqual(hashes('cant'))
  })

  test('a stem is shared between forms of a word, word order between words is not', () => {
    const shared = (a: string, b: string) => {
      const other = new Set(piecesOf(b).map(({ hash }) => hash))
      return piecesOf(a).filter(({ hash }) => other.has(hash)).length
    }
    expect(shared('leaking', 'leaked')).toBeGreaterThan(3)
    expect(shared('leaking', 'waiting')).toBeLessThan(7)
    expect(shared('not cold', 'cold not')).toBe(piecesOf('not cold').length - 1)
  })

  test('folding knows where each character came from', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const { text: folded, origin } = foldWithOrigin(text)
        if (!/[\u1100-\u11ff]/.test(text)) expect(folded).toBe(fold(text))
        expect(origin).toHaveLength(folded.length + 1)
        expect(origin.at(-1)).toBe(text.length)
        expect([...origin]).toEqual([...origin].sort((a, b) => a - b))
      }),
    )
    const { text, origin } = foldWithOrigin('㎡Ａ①')
    expect(text).toBe('m2a1')
    expect([...origin]).toEqual([0, 0, 1, 2, 3])
  })

  test('the dictionary numbers what it is given, in order, and grows', () => {
    const hashes = Uint32Array.from({ length: 20_000 }, (_, at) => Math.imul(at, 2654435761) >>> 0)
    const dictionary = new Dictionary(hashes)
    expect(dictionary.size).toBe(20_000)
    expect([...dictionary.hashes.slice(0, 5)]).toEqual([...hashes.slice(0, 5)])
    for (let at = 0; at < 20_000; at += 97) expect(dictionary.numberOf(hashes[at] ?? 0)).toBe(at)
    expect(dictionary.numberOf(12345)).toBe(-1)
  })
})

test('the descent finds the lowest point of the squared hinge loss, checked by its slope', () => {
  // 40 texts of 6 pieces, two classes that overlap; at the optimum w = 2C Σ max(0, 1 − y w·x) y x.
  const rows = 40
  const width = 6
  const starts = Int32Array.from({ length: rows + 1 }, (_, row) => row * 2)
  const columns = new Int32Array(rows * 2)
  const values = new Float32Array(rows * 2).fill(Math.fround(Math.SQRT1_2))
  const members = new Uint8Array(rows * 2)
  for (let row = 0; row < rows; row++) {
    columns[row * 2] = row % 3
    columns[row * 2 + 1] = 3 + ((row * 5) % 3)
    members[row * 2 + (row % 7 === 0 || row % 3 === 0 ? 0 : 1)] = 1
  }
  const positiveCost = Float64Array.of(1.7, 1)
  const cost = 0.5
  const options = { cost, positiveCost, passes: 5000, tolerance: 1e-9 }
  const model = trainLinear({ rows, width, starts, columns, values }, members, 2, options)
  for (const k of [0, 1]) {
    const slope = new Float64Array(width + 1)
    for (let row = 0; row < rows; row++) {
      const sign = members[row * 2 + k] === 1 ? 1 : -1
      const at = [columns[row * 2] ?? 0, columns[row * 2 + 1] ?? 0]
      const score = at.reduce((sum, column) => sum + (model.weights[column * 2 + k] ?? 0) * Math.SQRT1_2, model.bias[k] ?? 0)
      const loss = 2 * cost * (sign === 1 ? (positiveCost[k] ?? 0) : 1) * Math.max(0, 1 - sign * score) * sign
      for (const column of at) slope[column] = (slope[column] ?? 0) + loss * Math.SQRT1_2
      slope[width] = (slope[width] ?? 0) + loss
    }
    for (let column = 0; column < width; column++) expect(slope[column]).toBeCloseTo(model.weights[column * 2 + k] ?? 0, 4)
    expect(slope[width]).toBeCloseTo(model.bias[k] ?? 0, 4)
  }
})

describe('folds', () => {
  test('the same text is never in two folds, and every class is spread', () => {
    const texts = Array.from({ length: 500 }, (_, at) => ({
      group: `text ${String(at % 420)}`,
      classes: [at % 420 < 300 ? 0 : at % 420 < 400 ? 1 : 2],
    }))
    const folds = stratifiedFolds(texts, 3, 5)
    const foldOf = new Map<string, number>()
    texts.forEach(({ group }, at) => {
      expect(foldOf.get(group) ?? folds[at]).toBe(folds[at])
      foldOf.set(group, folds[at] ?? -1)
    })
    for (const k of [0, 1, 2]) {
      const own = texts.flatMap(({ classes }, at) => (classes[0] === k ? [folds[at]] : []))
      for (let fold = 0; fold < 5; fold++) {
        const share = own.filter((each) => each === fold).length / own.length
        expect(share).toBeGreaterThan(0.17)
        expect(share).toBeLessThan(0.23)
      }
    }
  })
})

/** Slow and by the book: every class against every text. */
function slowQuality(answers: readonly number[], truths: readonly number[], classes: number) {
  const f1 = Array.from({ length: classes }, (_, k) => {
    const both = answers.filter((answer, at) => answer === k && truths[at] === k).length
    const precision = both / answers.filter((answer) => answer === k).length
    const recall = both / truths.filter((truth) => truth === k).length
    return both === 0 ? 0 : 2 / (1 / precision + 1 / recall)
  })
  return {
    accuracy: answers.filter((answer, at) => answer === truths[at]).length / truths.length,
    macroF1: f1.reduce((sum, each) => sum + each, 0) / classes,
  }
}

test('accuracy and macro-F1 are those of the book', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 60 }), (pairs) => {
      const answers = pairs.map(([answer]) => answer)
      const truths = pairs.map(([, truth]) => truth)
      const classesOf = truths.map((truth) => [truth])
      const found = qualityOf(countAnswers(Int32Array.from(answers), classesOf, 5), pairs.length)
      const expected = slowQuality(answers, truths, 5)
      expect(found.accuracy).toBeCloseTo(expected.accuracy, 12)
      expect(found.macroF1).toBeCloseTo(expected.macroF1, 12)
    }),
  )
  // Two codes, one answer: right when it is either; a miss of both, half each, when it is neither; no answer is a miss.
  const counts = countAnswers(Int32Array.of(0, 2, -1), [[0, 1], [0, 1], [2]], 3)
  expect([...counts.right]).toEqual([1, 0, 0])
  expect([...counts.wrong]).toEqual([0, 0, 1])
  expect([...counts.missed]).toEqual([0.5, 0.5, 1])
})

describe('threshold', () => {
  test('the lower bound is that of Wilson', () => {
    // 95 % one-sided, solved for p: |share − p| = z √(p (1 − p) ÷ n).
    for (const [right, of] of [
      [8, 10],
      [10, 10],
      [80, 100],
      [1, 3],
    ] as const) {
      const p = wilsonLower(right, of)
      expect(right / of - p).toBeCloseTo(1.6448536 * Math.sqrt((p * (1 - p)) / of), 6)
    }
    expect(wilsonLower(0, 0)).toBe(0)
  })

  test('a few lucky texts do not make a threshold; many do, and it is the lowest', () => {
    const lucky = Array.from({ length: 10 }, () => ({ probability: 0.95, isRight: true }))
    const unlucky = Array.from({ length: 90 }, (_, at) => ({ probability: 0.4, isRight: at % 2 === 0 }))
    expect(chooseThreshold([...lucky, ...unlucky], 0.8)).toMatchObject({ threshold: null, precision: null, coverage: 0 })
    const many = Array.from({ length: 10 }, () => lucky).flat()
    const found = chooseThreshold([...many, ...unlucky, null, null], 0.8)
    // Without the answers of 0.40, and not so far below those of 0.95 that nothing is near.
    expect(found.threshold).toBe(0.86)
    expect(found.precision).toBe(1)
    expect(found.coverage).toBeCloseTo(100 / 192, 12)
    expect(found.curve.find(({ threshold }) => threshold === 0.4)?.precision).toBeCloseTo(145 / 190, 12)
    expect(chooseThreshold([...many, ...unlucky], 0.5).threshold).toBe(0.31)
    const guesses = Array.from({ length: 10 }, (_, at) => ({ probability: 0.2, isRight: at < 3 }))
    const carried = chooseThreshold([...many, ...many, ...guesses], 0.8)
    expect(carried.curve[20]).toMatchObject({ precision: 203 / 210, coverage: 1 })
    expect(carried.threshold, 'good answers do not carry guesses').toBe(0.86)
  })
})

test('a piece weighs what it says of the class', () => {
  // Of 40 texts half are of each class; "x" is only in the first, "y" as often in one as in the other, "z" in two of the first.
  const texts = Array.from(
    { length: 40 },
    (_, at) => `${at % 2 === 0 ? 'x' : ''} ${at % 4 < 2 ? 'y' : ''} ${at < 4 && at % 2 === 0 ? 'z' : ''}`,
  )
  const corpus = countPieces(texts)
  const rows = Int32Array.from(texts, (_, row) => row)
  const classesOf = texts.map((_, at) => [at % 2])
  const weightOf = (pieceWeight: PieceWeight, word: string) => {
    const { columns, weights } = weightingOf(corpus, rows, classesOf, 2, { pieceWeight, leastTexts: 2, mostPieces: 100 })
    const hash = piecesOf(word).find(({ words }) => words === word)?.hash ?? 0
    return weights[columns[corpus.dictionary.numberOf(hash)] ?? -1] ?? NaN
  }
  // Σ p ln(p ÷ ½) with p = 21 ÷ 22, 1 ÷ 22; two texts alone are 3 ÷ 4, 1 ÷ 4 with the two that are added.
  const root = (p: number) => Math.sqrt(p * Math.log(2 * p) + (1 - p) * Math.log(2 * (1 - p)))
  expect(weightOf('divergence', 'x')).toBeCloseTo(0.1 + root(21 / 22), 6)
  expect(weightOf('divergence', 'y')).toBeCloseTo(0.1, 6)
  expect(weightOf('divergence', 'z')).toBeCloseTo(0.1 + root(3 / 4), 6)
  expect(weightOf('idf', 'x')).toBeCloseTo(Math.log(41 / 21) + 1, 6)
  expect(weightOf('both', 'z')).toBeCloseTo((0.1 + root(3 / 4)) * (Math.log(41 / 3) + 1), 5)
})

test('probabilities are sharpened until they say how often the answer is right', () => {
  // Right in 90 of 100 texts, always by one unit: exp(s) ÷ (1 + exp(s)) must be 0.9.
  const scores = new Float64Array(200)
  const members = new Uint8Array(200)
  for (let row = 0; row < 100; row++) {
    scores[row * 2] = 1
    members[row * 2 + (row < 90 ? 0 : 1)] = 1
  }
  const rows = Int32Array.from({ length: 100 }, (_, row) => row)
  const sharpness = fitSharpness(scores, members, 2, rows)
  expect(probabilities(Float64Array.of(1, 0), sharpness)[0]).toBeCloseTo(0.9, 5)
})

describe('a trained model', () => {
  const given = examples(360)
  const model = train(given)

  test('beats both baselines on texts it has not seen, and knows its codes', () => {
    const { evaluation } = model
    expect(model.codes).toEqual(['attitude', 'late', 'leak'])
    expect(evaluation.accuracy).toBeGreaterThan(0.85)
    expect(evaluation.accuracy).toBeGreaterThan(evaluation.baselineFrequent.accuracy + 0.4)
    expect(evaluation.macroF1).toBeGreaterThan(evaluation.baselineFrequent.macroF1)
    // A tenth of the codes is wrong: who is right more often has learned them by heart.
    expect(evaluation.accuracy).toBeLessThan(0.91)
    expect(evaluation.byCode.reduce((sum, each) => sum + each.texts, 0)).toBe(360)
    expect(evaluation.threshold).not.toBeNull()
    expect(evaluation.precisionAtThreshold).toBeGreaterThan(0.8)
  })

  test('ranks causes, with probabilities that add up', () => {
    const ranked = classify(model, 'The technician was very RUDE to my wife')
    expect(ranked[0]?.code).toBe('attitude')
    expect(ranked.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12)
    expect(ranked.map(({ probability }) => probability)).toEqual(
      ranked
        .map(({ probability }) => probability)
        .sort()
        .reverse(),
    )
    expect(classify(model, '厨房水管漏水了')[0]?.code).toBe('leak')
    // Two causes in one text: both planes say yes.
    const both = classify(model, '空调漏水，师傅态度很差')
    expect(
      both
        .slice(0, 2)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['attitude', 'leak'])
  })

  test('says nothing of a text of which it knows nothing', () => {
    expect(classify(model, '')).toEqual([])
    expect(classify(model, '!!! ??')).toEqual([])
    expect(classify(model, 'ㅎㅎㅎ')).toEqual([])
    expect(spansFor(model, '', 'leak')).toEqual([])
    expect(wordsFor(model, '空调漏水', 'no such code')).toEqual([])
  })

  test('names the words as they stand in the text, overlapping ones joined', () => {
    expect(wordsFor(model, '客厅的空调漏水，请处理', 'leak').join()).toContain('漏水')
    expect(wordsFor(model, '客厅的空调漏水，请处理', 'leak').join()).not.toContain('请处理')
    const text = 'Our Technician was ＲＵＤＥ!'
    expect(wordsFor(model, text, 'attitude').join(' ')).toContain('ＲＵＤＥ')
    for (const { start, end } of spansFor(model, text, 'attitude')) expect(text.slice(start, end).trim()).not.toBe('')
    const spans = spansFor(model, '水管漏水，水管又漏水了', 'leak')
    spans.slice(1).forEach((span, at) => {
      expect(span.start).toBeGreaterThan(spans[at]?.end ?? 0)
    })
  })

  test('is the same bytes whatever the order of the examples, and another for other examples or settings', () => {
    const other = given.toSorted((a, b) => (a.text < b.text ? 1 : -1))
    expect(serialise(train(other)) === serialise(model)).toBe(true)
    expect(trainingVersion(other)).toBe(model.version)
    expect(trainingVersion(given.slice(1))).not.toBe(model.version)
    expect(trainingVersion(given, { targetPrecision: 0.9 })).not.toBe(model.version)
  })

  test('is itself after being written and read; a damaged one is refused', () => {
    const text = serialise(model)
    const again = parse(text)
    expect(serialise(again) === text).toBe(true)
    for (const { text: words } of given.slice(0, 50)) expect(classify(again, words)).toEqual(classify(model, words))
    expect(again.outOfFold.get('c0001')).toEqual(model.outOfFold.get('c0001'))
    for (const damaged of [text.slice(0, -50), '{}', '', text.replace('"bias":"', '"bias":"AAAA')]) {
      expect(() => parse(damaged)).toThrow(expect.objectContaining({ code: 'cause_model.unreadable' }) as Error)
    }
  })

  test('answers for its own texts with models that had not seen them', () => {
    expect(model.outOfFold.size).toBe(360)
    const seen = given.filter(({ text, code }) => classify(model, text)[0]?.code === code).length
    const unseen = given.filter(({ id, code }) => model.outOfFold.get(id)?.[0]?.code === code).length
    expect(unseen / 360).toBeCloseTo(model.evaluation.accuracy, 12)
    expect(unseen).toBeLessThanOrEqual(seen)
  })

  test('knows texts of several causes, and needs two codes', () => {
    const doubled = given.slice(0, 90).map(({ id, text, code }) => ({ id, text: `${text} 师傅态度很差 客服骂人`, code }))
    const several = train([...given.slice(90), ...doubled, ...doubled.map((each) => ({ ...each, code: 'attitude' }))])
    expect(several.evaluation.texts).toBe(360)
    const ranked = classify(several, '空调漏水 师傅态度很差 客服骂人')
    expect(ranked.filter(({ score }) => score > 0).map(({ code }) => code)).toContain('attitude')
    expect(() => train(given.filter(({ code }) => code === 'late'))).toThrow(RangeError)
  })
})

test('where texts say nothing of their codes, the model decides nothing alone', () => {
  const chance = Array.from({ length: 300 }, (_, at) => ({
    id: String(at),
    text: FILLERS[(at * 13) % 10] ?? '',
    code: ['a', 'b', 'c'][(at * 7 + Math.floor(at / 10)) % 3] ?? '',
  }))
  expect(train(chance).evaluation).toMatchObject({ threshold: null, precisionAtThreshold: null, coverageAtThreshold: 0 })
})
