/**
 * A learned classifier of short Chinese and English (or other) texts: pieces of the text, a linear model, measured by
 * cross-validation. Pure: no files, no clock, no chance.
 */
export { classify, spansFor, wordsFor, type Span } from './classify.ts'
export type { CodeQuality, CurvePoint, Evaluation, Example, Quality, Ranked, TrainedModel } from './model.ts'
export { parse, serialise } from './serialise.ts'
export { DEFAULT_SETTINGS, type TrainingSettings } from './settings.ts'
export { train, trainingVersion } from './train.ts'
