import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AftercareError } from '../../../contracts/errors.ts'
import { homeConfigSchema, loadHome } from '../../../pipeline/home/config.ts'
import { initHome } from '../../../pipeline/home/init.ts'
import { nearest } from '../../../pipeline/home/nearest.ts'
import { parseYaml } from '../../../pipeline/home/yaml.ts'
import { readSources } from '../../../pipeline/source/read.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aftercare-config-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const GOOD = 'site: { zh-CN: 甲, en: A }\ntime_zone: Asia/Shanghai\n'

function errorOf(yaml: string): AftercareError {
  try {
    parseYaml(yaml, homeConfigSchema, 'aftercare.yaml')
  } catch (error) {
    if (error instanceof AftercareError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

test('a configuration has defaults for all but site and time zone', () => {
  expect(parseYaml(GOOD, homeConfigSchema, 'aftercare.yaml')).toEqual({
    site: { 'zh-CN': '甲', en: 'A' },
    time_zone: 'Asia/Shanghai',
    languages: ['zh-CN', 'en'],
    currency: 'CNY',
    calendar: 'cn-office',
    preset: 'standard',
    as_of: 'now',
    keep_versions: 5,
  })
})

test.each([
  [
    'a mistyped key',
    `${GOOD}calender: cn-office\n`,
    'config.unknown_key',
    'Did you mean `calendar`?',
    'aftercare.yaml:3, key calender',
  ],
  ['a missing key', 'time_zone: UTC\n', 'config.missing_key', 'Add `site`.', 'aftercare.yaml:1, key site'],
  [
    'a mistyped time zone',
    'site: { zh-CN: 甲, en: A }\ntime_zone: Asia/Shanhai\n',
    'config.time_zone_unknown',
    'Did you mean `Asia/Shanghai`?',
    'key time_zone',
  ],
  [
    'an offset for a time zone',
    'site: { zh-CN: 甲, en: A }\ntime_zone: "+08:00"\n',
    'config.time_zone_unknown',
    'IANA',
    'key time_zone',
  ],
  ['an unknown currency', `${GOOD}currency: RMB\n`, 'config.currency_unknown', 'ISO 4217', 'aftercare.yaml:3, key currency'],
  ['a time without an offset', `${GOOD}as_of: 2025-01-01T00:00:00\n`, 'config.as_of_invalid', 'offset', 'key as_of'],
  ['an unknown language', `${GOOD}languages: [zh]\n`, 'config.invalid_value', 'zh-CN', 'key languages[0]'],
  ['a wrong type', `${GOOD}keep_versions: many\n`, 'config.invalid_value', 'Correct', 'key keep_versions'],
  ['broken YAML', 'site: { zh-CN: 甲\ntime_zone: UTC\n', 'config.yaml_syntax', 'YAML', 'aftercare.yaml:2'],
  ['a missing language of the name', 'site: { en: A }\ntime_zone: UTC\n', 'config.missing_key', 'Add `zh-CN`.', 'key site.zh-CN'],
])('%s is named with file, key, value and remedy', (_, yaml, code, remedy, where) => {
  const error = errorOf(yaml)
  expect(error.code).toBe(code)
  expect(error.remedy).toContain(remedy)
  expect(error.where).toContain(where)
  expect(error.exitCode).toBe(2)
})

test('as_of may be a moment with offset', () => {
  const config = parseYaml(`${GOOD}as_of: 2025-01-01T00:00:00+08:00\n`, homeConfigSchema, 'x')
  expect(config.as_of).toBe('2025-01-01T00:00:00+08:00')
})

test('init makes a home that loads, keeps originals and secrets to its user, and never overwrites', async () => {
  const root = path.join(folder, 'home')
  const first = await initHome(root, { nameEn: 'Shop "A"' })
  expect(first.created).toEqual(['aftercare.yaml', 'sources/example.yaml.off', 'state/pseudonym.key'])
  const key = await readFile(first.paths.pseudonymKey, 'utf8')
  expect(key).toMatch(/^[0-9a-f]{64}\n$/)
  expect((await stat(first.paths.pseudonymKey)).mode & 0o777).toBe(0o600)
  for (const secret of [first.paths.landing, first.paths.state]) expect((await stat(secret)).mode & 0o777).toBe(0o700)
  await writeFile(first.paths.config, GOOD)
  const second = await initHome(root)
  expect(second.created).toEqual([])
  expect(await readFile(first.paths.pseudonymKey, 'utf8')).toBe(key)
  expect((await loadHome(root)).config.site.en).toBe('A')
})

test('the configuration and the example source that init writes are valid', async () => {
  const root = path.join(folder, 'example')
  const { paths } = await initHome(root)
  const example = await readFile(path.join(paths.sources, 'example.yaml.off'), 'utf8')
  await writeFile(path.join(paths.sources, 'example.yaml'), example)
  const [source] = await readSources(await loadHome(root))
  expect(source).toMatchObject({ id: 'example', timeZone: 'Asia/Shanghai', systemId: 'example' })
})

test('a folder without configuration is no home', async () => {
  await expect(loadHome(folder)).rejects.toMatchObject({ code: 'config.home_missing', exitCode: 2 })
})

test('the nearest word forgives a letter, not a word', () => {
  expect(nearest('recieved_at', ['resolved_at', 'received_at'])).toBe('received_at')
  expect(nearest('Open Date', ['open_date'])).toBe('open_date')
  expect(nearest('weather', ['received_at', 'status'])).toBeUndefined()
})
