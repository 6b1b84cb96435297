import { expect, test } from 'vitest'
import { AftercareError } from '../../../contracts/errors.ts'
import { parseYaml } from '../../../pipeline/home/yaml.ts'
import { canonicalJson, specHash } from '../../../pipeline/source/hash.ts'
import { sourceSchema, surveyLevels, type SourceSpec } from '../../../pipeline/source/spec.ts'

const parse = (yaml: string) => parseYaml(yaml, sourceSchema, 'sources/a.yaml')
const MINIMAL = 'files: [a.csv]\nmaps:\n  - entity: ticket\n    columns: { ticket_id: no, received_at: opened }\n'
const withColumn = (line: string) => `${MINIMAL.trimEnd().slice(0, -2)}, ${line} }\n`

function errorOf(yaml: string): AftercareError {
  try {
    parse(yaml)
  } catch (error) {
    if (error instanceof AftercareError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

test('short forms mean what the long ones say', () => {
  const source = parse(
    'files: a.csv\nmaps:\n  - entity: ticket\n    columns: { ticket_id: no, received_at: { from: opened, format: "%Y" }, visits: { constant: 1 } }\n',
  )
  expect(source.files).toEqual(['a.csv'])
  expect(source.maps[0]?.columns).toEqual({
    ticket_id: { from: 'no', otherwise: 'keep' },
    received_at: { from: 'opened', format: ['%Y'], otherwise: 'keep' },
    visits: { constant: '1' },
  })
  expect(source).toMatchObject({ null_words: [''], unknown_columns: 'evolve', keep: [], ignore: [], quiet_days: 2 })
})

test.each([
  ['an unknown key', `${MINIMAL}colums: 1\n`, 'config.unknown_key', 'Remove the key|Use one of', 'key colums'],
  [
    'a pattern of columns that is none',
    `${MINIMAL}unpivot: { columns: "w[", name: week, value: pieces }\n`,
    'source.pattern_invalid',
    'regular expression',
    'key unpivot.columns',
  ],
  [
    'an unknown key inside a map',
    MINIMAL.replace('columns:', 'wher: x\n    columns:'),
    'config.unknown_key',
    'Did you mean `where`',
    'sources/a.yaml:4, key maps[0].wher',
  ],
  [
    'an unknown key of a column',
    withColumn('status: { from: a, vales: { a: b } }'),
    'config.unknown_key',
    'Did you mean `values`',
    'maps[0].columns.status.vales',
  ],
  [
    'an unknown entity',
    MINIMAL.replace('ticket\n', 'tickets\n'),
    'config.invalid_value',
    'Did you mean `ticket`',
    'maps[0].entity',
  ],
  [
    'an unknown field',
    withColumn('recieved_on: a'),
    'source.field_unknown',
    'Use one of|Did you mean',
    'maps[0].columns.recieved_on',
  ],
  [
    'a required field without a column',
    MINIMAL.replace(', received_at: opened', ''),
    'source.required_unmapped',
    'Add `received_at`',
    'maps[0].columns',
  ],
  [
    'a value outside the vocabulary',
    withColumn('priority: { from: p, values: { "1": hihg } }'),
    'source.value_not_in_vocabulary',
    'Did you mean `high`',
    'columns.priority',
  ],
  [
    'a constant outside the vocabulary',
    withColumn('outcome: { constant: fixed }'),
    'source.value_not_in_vocabulary',
    'Use one of',
    'columns.outcome',
  ],
  [
    'a format of what is no time',
    withColumn('status: { from: a, format: "%Y" }'),
    'source.format_misplaced',
    'Remove',
    'columns.status.format',
  ],
  ['a glob that leaves the folder', MINIMAL.replace('a.csv', '../a.csv'), 'source.glob_invalid', 'relative', 'key files[0]'],
  ['a glob with an open bracket', MINIMAL.replace('[a.csv]', '["a[.csv"]'), 'source.glob_invalid', 'brackets', 'key files[0]'],
  ['no files', MINIMAL.replace('files: [a.csv]\n', ''), 'config.missing_key', 'Add `files`', 'key files'],
  [
    'an unknown survey item',
    `${MINIMAL}survey_scales: { total: { levels: 5, satisfied_from: 4 } }\n`,
    'config.unknown_key',
    '',
    'survey_scales.total',
  ],
  ['a time zone that does not exist', `${MINIMAL}time_zone: Mars/Base\n`, 'config.time_zone_unknown', 'IANA', 'key time_zone'],
])('%s is named', (_, yaml, code, remedy, where) => {
  const error = errorOf(yaml)
  expect(error.code).toBe(code)
  expect(error.remedy).toMatch(new RegExp(remedy))
  expect(error.where).toContain(where)
})

test('survey scales default to four levels, overall to five', () => {
  const source = parse(`${MINIMAL}survey_scales: { skill: { levels: 10, satisfied_from: 8 } }\n`)
  expect([surveyLevels(source, 'overall'), surveyLevels(source, 'attitude'), surveyLevels(source, 'skill')]).toEqual([5, 4, 10])
})

const spec = (yaml: string): SourceSpec => ({ ...parse(yaml), id: 'a', file: 'a.yaml', systemId: 'a', timeZone: 'UTC' })

test('the hash changes with what decides the rows and with nothing else', () => {
  const base = specHash(spec(MINIMAL))
  expect(specHash(spec(`# a comment\n${MINIMAL}`))).toBe(base)
  expect(specHash(spec(`${MINIMAL}title: { zh-CN: 甲, en: A }\nquiet_days: 9\n`))).toBe(base)
  expect(specHash(spec(MINIMAL.replace('a.csv', 'b.csv')))).toBe(base)
  expect(specHash({ ...spec(MINIMAL), timeZone: 'Asia/Shanghai' })).not.toBe(base)
  expect(specHash(spec(withColumn('status: state')))).not.toBe(base)
  expect(specHash(spec(`${MINIMAL}null_words: ["", "?"]\n`))).not.toBe(base)
})

test('canonical JSON does not depend on the order of keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: undefined }], a: 'x' })).toBe('{"a":"x","b":[1,{"d":null}]}')
})
