/** Words for values of dimensions. */
import { expect, test } from 'vitest'
import { LANGUAGES } from '../../../web/src/lib/language/language.ts'
import { dimensionWord, texts, valueWord } from '../../../web/src/lib/language/texts.ts'

test.each(LANGUAGES)('in %s a source has its own name, every other value its word', (language) => {
  const reader = { language, texts: texts(language), sources: { out: 'Old system' } }
  expect(dimensionWord(reader, 'source', 'out')).toBe('Old system')
  expect(dimensionWord(reader, 'source', 'in')).toBe('in')
  expect(dimensionWord(reader, 'warranty', 'out')).toBe(valueWord(reader, 'out'))
  expect(dimensionWord(reader, 'region', '华东')).toBe('华东')
})
