/** A model as one JSON text: names and figures as they are, arrays of numbers in base64, little-endian. */
import { z } from 'zod'
import { AftercareError } from '../../../contracts/errors.ts'
import { Dictionary } from './dictionary.ts'
import { KEPT_ANSWERS, type Ranked, type TrainedModel } from './model.ts'
import { METHOD_VERSION } from './settings.ts'

const FORMAT = 'aftercare text model 1'

const share = z.number().min(0).max(1)
const quality = z.object({ accuracy: share, macroF1: share })
const evaluationSchema = quality.extend({
  texts: z.int(),
  folds: z.int(),
  baselineFrequent: quality,
  baselineBayes: quality,
  byCode: z.array(z.object({ code: z.string(), texts: z.int(), precision: share.nullable(), recall: share })),
  curve: z.array(z.object({ threshold: share, precision: share.nullable(), coverage: share })),
  targetPrecision: share,
  threshold: share.nullable(),
  precisionAtThreshold: share.nullable(),
  coverageAtThreshold: share,
})
const fileSchema = z.object({
  format: z.literal(FORMAT),
  method: z.literal(METHOD_VERSION),
  version: z.string(),
  codes: z.array(z.string()).min(2),
  sharpness: z.number().positive(),
  hashes: z.base64(),
  pieceWeights: z.base64(),
  weights: z.base64(),
  bias: z.base64(),
  evaluation: evaluationSchema,
  outOfFold: z.object({
    ids: z.array(z.string()),
    /** Places of the codes, KEPT_ANSWERS a text; −1 for none. */
    codes: z.base64(),
    /** Probability and score of each. */
    figures: z.base64(),
  }),
})

export function serialise(model: TrainedModel): string {
  const { version, codes, sharpness, evaluation, dictionary, pieceWeights, linear } = model
  const file: z.input<typeof fileSchema> = {
    format: FORMAT,
    method: METHOD_VERSION,
    version,
    codes: [...codes],
    sharpness,
    hashes: encode(dictionary.hashes),
    pieceWeights: encode(pieceWeights),
    weights: encode(linear.weights),
    bias: encode(linear.bias),
    // Parsed for the order of its keys.
    evaluation: evaluationSchema.parse(evaluation),
    outOfFold: encodeAnswers(codes, model.outOfFold),
  }
  return JSON.stringify(file)
}

/** @throws AftercareError `cause_model.unreadable`: cut off, changed, or of another version of the program */
export function parse(text: string): TrainedModel {
  try {
    const file = fileSchema.parse(JSON.parse(text))
    const { codes } = file
    const hashes = new Uint32Array(decode(file.hashes))
    const pieceWeights = new Float32Array(decode(file.pieceWeights))
    const weights = new Float32Array(decode(file.weights))
    const bias = new Float32Array(decode(file.bias))
    if (
      pieceWeights.length !== hashes.length ||
      weights.length !== hashes.length * codes.length ||
      bias.length !== codes.length
    ) {
      throw new RangeError('the arrays do not fit each other')
    }
    return {
      version: file.version,
      codes,
      dictionary: new Dictionary(hashes),
      pieceWeights,
      linear: { classes: codes.length, weights, bias },
      sharpness: file.sharpness,
      evaluation: file.evaluation,
      outOfFold: decodeAnswers(codes, file.outOfFold),
    }
  } catch (error) {
    throw new AftercareError('cause_model.unreadable', 'the file is no text model of this version of the program', {
      remedy: 'Delete the file; the next build trains the model anew.',
      exitCode: 3,
      cause: error,
    })
  }
}

function encodeAnswers(codes: readonly string[], answers: TrainedModel['outOfFold']) {
  const places = new Int16Array(answers.size * KEPT_ANSWERS).fill(-1)
  const figures = new Float32Array(places.length * 2)
  let text = 0
  for (const ranked of answers.values()) {
    ranked.forEach(({ code, probability, score }, at) => {
      const place = text * KEPT_ANSWERS + at
      places[place] = codes.indexOf(code)
      figures.set([probability, score], place * 2)
    })
    text++
  }
  return { ids: [...answers.keys()], codes: encode(places), figures: encode(figures) }
}

function decodeAnswers(codes: readonly string[], file: z.output<typeof fileSchema>['outOfFold']): TrainedModel['outOfFold'] {
  const places = new Int16Array(decode(file.codes))
  const figures = new Float32Array(decode(file.figures))
  if (places.length !== file.ids.length * KEPT_ANSWERS || figures.length !== places.length * 2) {
    throw new RangeError('the answers do not fit their ids')
  }
  return new Map(
    file.ids.map((id, text) => {
      const ranked: Ranked[] = []
      for (let place = text * KEPT_ANSWERS; place < (text + 1) * KEPT_ANSWERS; place++) {
        const code = codes[places[place] as number]
        const [probability = 0, score = 0] = figures.subarray(place * 2, place * 2 + 2)
        if (code !== undefined) ranked.push({ code, probability, score })
      }
      return [id, ranked]
    }),
  )
}

const encode = ({ buffer, byteOffset, byteLength }: Uint32Array | Float32Array | Int16Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64')

/** A buffer of its own: the bytes of a Buffer may begin at any place of a shared one. */
function decode(base64: string): ArrayBuffer {
  const bytes = Buffer.from(base64, 'base64')
  const own = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(own).set(bytes)
  return own
}
