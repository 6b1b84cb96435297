/** All commands: names, help in both languages, options. What they do lies beside, one file each. */
import type { CommandDescription, OptionDescription } from './command.ts'

/** Options that every command takes. */
export const COMMON_OPTIONS: Readonly<Record<string, OptionDescription>> = {
  home: {
    type: 'string',
    value: 'DIR',
    help: {
      'zh-CN': '主目录；默认 AFTERCARE_HOME，否则 data/local',
      en: 'the home folder; default AFTERCARE_HOME, else data/local',
    },
  },
  json: { type: 'boolean', help: { 'zh-CN': '结果以 JSON 输出，供程序读取', en: 'results as JSON, for machines' } },
  quiet: { type: 'boolean', help: { 'zh-CN': '不显示进度', en: 'no progress lines' } },
  lang: { type: 'string', value: 'zh-CN|en', help: { 'zh-CN': '帮助与说明的语言', en: 'language of help and explanations' } },
  help: { type: 'boolean', help: { 'zh-CN': '显示帮助', en: 'show this help' } },
}

const asOf: OptionDescription = {
  type: 'string',
  value: 'T',
  help: {
    'zh-CN': '按哪个时刻计算：now、data（数据中最新的时刻）或带时区的时间',
    en: 'the moment it stands for: now, data (the newest fact), or a time with offset',
  },
}
const ifChanged: OptionDescription = {
  type: 'boolean',
  help: {
    'zh-CN': '数据、配置、模型都没有变化时不重新生成',
    en: 'does nothing when data, configuration and models are those of the published version',
  },
}
const format: OptionDescription = {
  type: 'string',
  value: 'table|json|csv',
  help: { 'zh-CN': '输出格式，默认 table', en: 'default table' },
}

export const COMMANDS: readonly CommandDescription[] = [
  {
    name: 'init',
    does: {
      'zh-CN': '建立一个主目录：配置、示例来源、密钥；不覆盖已有文件',
      en: 'make a home: configuration, an example source, its secret; nothing is overwritten',
    },
    positionals: '',
    takes: [0, 0],
    options: {
      'name-zh': { type: 'string', value: 'NAME', help: { 'zh-CN': '站点的中文名', en: "the site's Chinese name" } },
      'name-en': { type: 'string', value: 'NAME', help: { 'zh-CN': '站点的英文名', en: "the site's English name" } },
      'time-zone': { type: 'string', value: 'ZONE', help: { 'zh-CN': '时区，默认 Asia/Shanghai', en: 'default Asia/Shanghai' } },
      currency: { type: 'string', value: 'CODE', help: { 'zh-CN': '货币，默认 CNY', en: 'default CNY' } },
    },
    examples: ['aftercare init --home /srv/aftercare'],
    load: () => import('./init.ts'),
  },
  {
    name: 'inspect',
    does: {
      'zh-CN': '查看一个文件，猜测格式与映射，输出来源 YAML',
      en: 'look at a file, guess shape and mapping, print a source YAML',
    },
    positionals: '<file>',
    takes: [1, 1],
    options: {},
    examples: ['aftercare inspect tickets.csv > sources/tickets.yaml'],
    load: () => import('./inspect.ts'),
  },
  {
    name: 'ingest',
    does: { 'zh-CN': '读取新文件：入库、核对、拒收', en: 'read new files into the lake' },
    positionals: '[paths…]',
    takes: [0, Number.POSITIVE_INFINITY],
    options: {
      as: {
        type: 'string',
        value: 'ENTITY',
        help: { 'zh-CN': '文件的列名就是标准名，按此实体读取', en: 'the headers are the canonical names of this entity' },
      },
    },
    examples: ['aftercare ingest', 'aftercare ingest --as ticket file.csv'],
    load: () => import('./ingest.ts'),
  },
  {
    name: 'build',
    does: {
      'zh-CN': '由数据湖生成新的数据仓库版本，核对后发布',
      en: 'build a warehouse version from the lake, check it, publish it',
    },
    positionals: '',
    takes: [0, 0],
    options: { 'as-of': asOf, 'if-changed': ifChanged },
    examples: ['aftercare build', 'aftercare build --as-of 2025-02-01T00:00:00+08:00'],
    load: () => import('./build.ts'),
  },
  {
    name: 'run',
    does: { 'zh-CN': '读取、生成、发布一次完成', en: 'ingest, build and publish' },
    positionals: '',
    takes: [0, 0],
    options: { 'as-of': asOf, 'if-changed': ifChanged },
    examples: ['aftercare run --if-changed'],
    load: () => import('./run.ts'),
  },
  {
    name: 'serve',
    does: {
      'zh-CN': '启动网页；HOST、PORT 指定地址，默认 127.0.0.1:4173',
      en: 'serve the pages; HOST and PORT choose the address, default 127.0.0.1:4173',
    },
    positionals: '',
    takes: [0, 0],
    options: {},
    examples: ['PORT=8080 aftercare serve'],
    load: () => import('./serve.ts'),
  },
  {
    name: 'query',
    does: { 'zh-CN': '以只读方式查询已发布的数据仓库', en: 'ask the published warehouse, read-only' },
    positionals: '"<sql>"',
    takes: [1, 1],
    options: { format },
    examples: [`aftercare query "select * from marts.kpi_period where slice = 'all'" --format csv`],
    load: () => import('./query.ts'),
  },
  {
    name: 'explain',
    does: {
      'zh-CN': '逐分钟说明一张工单的每个承诺：为何适用、如何计时、何时到期',
      en: 'how each promise of a ticket was chosen, counted and judged, minute by minute',
    },
    positionals: 'ticket <id>',
    takes: [2, 2],
    options: {},
    examples: ['aftercare explain ticket GD2606220001', 'aftercare explain ticket service:GD2606220001 --lang zh-CN'],
    load: () => import('./explain.ts'),
  },
  {
    name: 'status',
    does: {
      'zh-CN': '显示已发布的版本、最近一次生成、已读文件',
      en: 'what is published, how the last build ended, what is loaded',
    },
    positionals: '',
    takes: [0, 0],
    options: {},
    examples: ['aftercare status --json'],
    load: () => import('./status.ts'),
  },
  {
    name: 'rejects',
    does: { 'zh-CN': '列出被拒收的行及原因', en: 'the rows that were not accepted, and why' },
    positionals: '',
    takes: [0, 0],
    options: {
      source: { type: 'string', value: 'ID', help: { 'zh-CN': '只看此来源', en: 'of this source only' } },
      load: { type: 'string', value: 'ID', help: { 'zh-CN': '只看此次读取', en: 'of this load only' } },
      code: { type: 'string', value: 'CODE', help: { 'zh-CN': '只看此原因', en: 'of this reason only' } },
      limit: { type: 'string', value: 'N', help: { 'zh-CN': '最多多少行，默认 50', en: 'at most so many, default 50' } },
    },
    examples: ['aftercare rejects --source tickets'],
    load: () => import('./rejects.ts'),
  },
  {
    name: 'rollback',
    does: { 'zh-CN': '回到上一个（或指定的）版本', en: 'go back to the version before, or to a named one' },
    positionals: '[build_id]',
    takes: [0, 1],
    options: {},
    examples: ['aftercare rollback'],
    load: () => import('./rollback.ts'),
  },
  {
    name: 'demo',
    does: { 'zh-CN': '生成演示数据的主目录', en: 'make a demonstration home' },
    positionals: '',
    takes: [0, 0],
    options: {
      tickets: { type: 'string', value: 'N', help: { 'zh-CN': '工单数，默认 42000', en: 'default 42000' } },
      seed: { type: 'string', value: 'S', help: { 'zh-CN': '随机种子，默认 1', en: 'default 1' } },
      plant: {
        type: 'string',
        value: 'EFFECTS|none',
        help: { 'zh-CN': '埋入的效应，逗号分隔；默认全部', en: 'planted effects, comma-separated; default all' },
      },
    },
    examples: ['aftercare demo --tickets 3000 --seed 7 --home /tmp/demo'],
    load: () => import('./demo.ts'),
  },
  {
    name: 'bench',
    does: {
      'zh-CN': '测量各步骤的用时，与最少的 DuckDB 语句相比',
      en: 'time each stage beside the least DuckDB statement for it',
    },
    positionals: '',
    takes: [0, 0],
    options: {
      tickets: {
        type: 'string',
        value: 'N,N',
        help: { 'zh-CN': '各次的工单数，默认 42000,1000000', en: 'sizes, default 42000,1000000' },
      },
      seed: { type: 'string', value: 'S', help: { 'zh-CN': '随机种子，默认 1', en: 'default 1' } },
    },
    examples: ['aftercare bench --tickets 42000'],
    load: () => import('./bench.ts'),
  },
]
