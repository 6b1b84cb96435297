/** The command line as a person starts it: real processes, their output and their exit codes. */
import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../../..')
let home = ''

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

function start(file: string, args: readonly string[], env: Record<string, string> = {}, node = process.execPath): Promise<Ended> {
  const environment = { ...process.env, LANG: 'C.UTF-8', LC_ALL: '', AFTERCARE_HOME: home, ...env }
  return new Promise((resolve) => {
    execFile(node, [file, ...args], { env: environment, maxBuffer: 2 ** 26 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err })
    })
  })
}
const aftercare = (...args: string[]) => start(path.join(ROOT, 'pipeline/cli.ts'), args)

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'aftercare-cli-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

test('help is there in both languages and names no command that is not there', async () => {
  const { code, out } = await aftercare('--help')
  expect(code).toBe(0)
  for (const name of [
    'init',
    'inspect',
    'ingest',
    'build',
    'run',
    'serve',
    'query',
    'explain',
    'status',
    'rejects',
    'rollback',
    'demo',
    'bench',
  ]) {
    expect(out).toMatch(new RegExp(`^  ${name} `, 'm'))
    expect((await aftercare(name, '--help')).code).toBe(0)
  }
  for (const name of ['snapshot', 'export']) expect(out).not.toMatch(new RegExp(`^  ${name} `, 'm'))
  expect((await start(path.join(ROOT, 'pipeline/cli.ts'), ['--help'], { LANG: 'zh_CN.UTF-8' })).out).toContain('用法')
  expect((await aftercare('query', '--help', '--lang', 'zh-CN')).out).toContain('用法')
})

test('no command: the help on standard error, exit 2', async () => {
  const { code, out, err } = await aftercare()
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain('Usage')
})

test.each([
  [['statsu'], 'cli.unknown_command', 'Did you mean `status`?'],
  [['snapshot', 'review'], 'cli.unknown_command', 'Use one of'],
  [['explain', 'ticket'], 'cli.positionals', 'aftercare explain ticket <id>'],
  [['explain', 'tickte', '1'], 'explain.unknown_subject', 'Did you mean `ticket`?'],
  [['query', 'select 1', '--fromat', 'csv'], 'cli.unknown_option', 'Did you mean `--format`?'],
  [['build', '--as-of'], 'cli.option_value', '--as-of'],
  [['build', '--if-changed=yes'], 'cli.option_value', '--if-changed'],
  [['query'], 'cli.positionals', 'aftercare query'],
  [['status', 'now'], 'cli.positionals', 'aftercare status'],
  [['demo', '--tickets', 'many'], 'cli.not_a_number', 'digits'],
  [['status'], 'config.home_missing', 'aftercare init'],
])('%j is refused with exit 2', async (args, code, remedy) => {
  const ended = await aftercare(...args)
  expect(ended.code).toBe(2)
  expect(ended.out).toBe('')
  expect(ended.err).toContain(code)
  expect(ended.err).toContain(remedy)
})

test('from an empty folder to a figure, and back', async () => {
  expect((await aftercare('init')).code).toBe(0)
  await writeFile(
    path.join(home, 'aftercare.yaml'),
    'site: { zh-CN: 测试, en: Test }\ntime_zone: Asia/Shanghai\nas_of: 2025-02-20T00:00:00Z\n',
  )
  expect((await aftercare('query', 'select 1')).err).toContain('query.nothing_published')
  await mkdir(path.join(home, 'inbox'), { recursive: true })
  const file = path.join(home, 'inbox', 'tickets.csv')
  await writeFile(file, 'ticket_id,received_at,status\n1,2025-01-06T01:00:00Z,=1+1\n2,2025-01-07T01:00:00Z,open\n3,never,open\n')

  const ingested = await aftercare('ingest', '--as', 'ticket', file)
  expect([ingested.code, ingested.out]).toEqual([0, '1 files loaded (3 rows), 0 already there\n'])
  expect((await aftercare('ingest', '--as', 'tickets', file)).err).toContain('Did you mean `ticket`?')

  const rejects: unknown = JSON.parse((await aftercare('rejects', '--json')).out)
  expect(rejects).toMatchObject({ total: 1, rejects: [{ source_row: 3, field: 'received_at', value: 'never' }] })

  const built = await aftercare('build', '--json')
  expect(built.code).toBe(0)
  expect(JSON.parse(built.out)).toMatchObject({ published: { as_of: '2025-02-20T00:00:00.000Z' } })

  const sql = 'select ticket_id, status, 9007199254740993::bigint as big, 5::bigint as small from marts.ticket order by ticket_id'
  expect((await aftercare('query', sql, '--format', 'csv')).out).toBe(
    "ticket_id,status,big,small\n1,'=1+1,9007199254740993,5\n2,open,9007199254740993,5\n",
  )
  expect(JSON.parse((await aftercare('query', sql, '--format', 'json')).out)).toEqual([
    { ticket_id: '1', status: '=1+1', big: '9007199254740993', small: 5 },
    { ticket_id: '2', status: 'open', big: '9007199254740993', small: 5 },
  ])
  expect((await aftercare('query', sql)).out).toContain('(2 rows)')

  for (const forbidden of [
    `select * from read_text('${file}')`,
    `copy (select 1) to '${home}/x'`,
    'create table marts.x as select 1',
    "set memory_limit = '4GB'",
  ]) {
    const refused = await aftercare('query', forbidden)
    expect([refused.code, refused.out]).toEqual([2, ''])
    expect(refused.err).toContain('query.failed')
  }

  const status: unknown = JSON.parse((await aftercare('status', '--json')).out)
  expect(status).toMatchObject({ last_build: { status: 'published' }, sources: [{ source: 'direct', accepted: 2, rejected: 1 }] })

  const none = await aftercare('rollback', '--json')
  expect(none.code).toBe(2)
  expect(JSON.parse(none.out)).toMatchObject({ error: { code: 'rollback.none_older' } })
})

test('a broken configuration is exit 2 and a source that cannot be read exit 3, with the rest published', async () => {
  await writeFile(
    path.join(home, 'sources', 'bad.yaml'),
    'files: [bad.csv]\nmaps: [{ entity: ticket, columns: { ticket_id: no, received_at: at } }]\n',
  )
  await writeFile(path.join(home, 'inbox', 'bad.csv'), Buffer.from([0x6e, 0x6f, 0x2c, 0x61, 0x74, 0x0a, 0xff, 0xfe, 0xff, 0x0a]))
  const run = await aftercare('run', '--json')
  expect(run.code).toBe(3)
  expect(JSON.parse(run.out)).toMatchObject({ build: { published: {} }, ingest: { failures: [{ source: 'bad' }] } })

  await writeFile(
    path.join(home, 'sources', 'bad.yaml'),
    'files: [bad.csv]\nmapping: []\nmaps: [{ entity: ticket, columns: { ticket_id: no, received_at: at } }]\n',
  )
  const broken = await aftercare('run')
  expect(broken.code).toBe(2)
  expect(broken.err).toContain('config.unknown_key')
  expect((await aftercare('rollback')).code).toBe(0)
  await rm(path.join(home, 'sources', 'bad.yaml'))
})

test('aftercare.mjs passes on words and exit codes', async () => {
  const ended = await start(path.join(ROOT, 'pipeline/aftercare.mjs'), ['status', '--json'])
  expect(ended.code).toBe(0)
  expect(JSON.parse(ended.out)).toMatchObject({ home })
  expect((await start(path.join(ROOT, 'pipeline/aftercare.mjs'), ['nothing'])).code).toBe(2)
})

test('started by an old Node it takes the one of the packages, and says so when there is none', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'aftercare-old-'))
  try {
    await mkdir(path.join(folder, 'pipeline', 'setup'), { recursive: true })
    for (const file of ['pipeline/aftercare.mjs', 'pipeline/setup/node.mjs']) {
      await copyFile(path.join(ROOT, file), path.join(folder, file))
    }
    await writeFile(path.join(folder, 'pipeline/cli.ts'), 'const code: number = 7\nprocess.exitCode = code\n')
    // An old Node is what it says it is: the version is all that is asked.
    await writeFile(
      path.join(folder, 'old.mjs'),
      "Object.defineProperty(process, 'version', { value: 'v20.19.0' })\nawait import('./pipeline/aftercare.mjs')\n",
    )
    const without = await start(path.join(folder, 'old.mjs'), [])
    expect(without.code).toBe(2)
    expect(without.err).toContain('cli.node_too_old')
    const bin = path.join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin')
    await mkdir(bin, { recursive: true })
    await symlink(process.execPath, path.join(bin, 'node'))
    expect((await start(path.join(folder, 'old.mjs'), [])).code).toBe(7)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
