/** A new home: its folders, its configuration with comments, an example source, its secret. Never overwrites. */
import { chmod, mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import { homePaths, type HomePaths } from '../../contracts/home.ts'
import { createPseudonymKey } from '../validate/pseudonym.ts'

export interface InitOptions {
  /** Default 示例售后服务. */
  readonly nameZh?: string
  /** Default Example after-sales service. */
  readonly nameEn?: string
  /** IANA; default Asia/Shanghai. */
  readonly timeZone?: string
  /** ISO 4217; default CNY. */
  readonly currency?: string
  /** Default true: `sources/example.yaml.off`, which is not read until it is renamed. */
  readonly example?: boolean
}

export interface InitReport {
  readonly paths: HomePaths
  /** Files made, relative to the home; what was there already is not among them. */
  readonly created: readonly string[]
}

/** @param root the home folder; made when absent */
export async function initHome(root: string, options: InitOptions = {}): Promise<InitReport> {
  const paths = homePaths(root)
  for (const folder of [
    paths.root,
    paths.sources,
    paths.inbox,
    paths.reference,
    paths.lake,
    paths.loads,
    paths.versions,
    paths.scratch,
  ]) {
    await mkdir(folder, { recursive: true })
  }
  // Originals and secrets are for the pipeline's user alone, whatever the umask says.
  for (const folder of [paths.landing, paths.state]) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await chmod(folder, 0o700)
  }
  const created: string[] = []
  const write = async (file: string, content: string) => {
    if (await writeNew(file, content)) created.push(path.relative(paths.root, file))
  }
  await write(paths.config, configuration(options))
  if (options.example ?? true) await write(path.join(paths.sources, 'example.yaml.off'), EXAMPLE_SOURCE)
  if (await createPseudonymKey(paths)) created.push(path.relative(paths.root, paths.pseudonymKey))
  return { paths, created }
}

async function writeNew(file: string, content: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx')
    await handle.writeFile(content)
    await handle.close()
    return true
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false
    throw cause
  }
}

const configuration = ({
  nameZh,
  nameEn,
  timeZone,
  currency,
}: InitOptions): string => `# One installation of Aftercare. All keys: docs/home.md.
site:
  zh-CN: ${JSON.stringify(nameZh ?? '示例售后服务')}
  en: ${JSON.stringify(nameEn ?? 'Example after-sales service')}
time_zone: ${timeZone ?? 'Asia/Shanghai'}   # days, weeks and months are cut in it
languages: [zh-CN, en]     # the first is the default
currency: ${currency ?? 'CNY'}              # of every amount without a currency of its own
calendar: cn-office        # working calendar, see reference/calendars.yaml
preset: standard           # SLA preset of tickets that name none and match no rule
entitlement: none          # entitlement policy of tickets that match no rule: none, maker, dealer, retail
as_of: now                 # now, data (the newest fact loaded), or a time with offset
keep_versions: 5           # published warehouse versions kept for rollback
`

const EXAMPLE_SOURCE = `# A source: which files, and how their columns become canonical fields.
# Rename this file to <source>.yaml to use it; the file name is the source's id.
# \`aftercare inspect <file>\` writes one for a file of yours.
title: { zh-CN: 工单系统导出, en: Ticket system export }
files: ["tickets_*.csv", "tickets_*.csv.gz"]   # looked for in the inbox, or in \`folder\`
time_zone: Asia/Shanghai                       # of times without an offset
null_words: ["", "NA", "-"]
unknown_columns: evolve                        # evolve, freeze or discard
keep: []                                       # columns that are not personal and are to be kept beside the canonical ones
ignore: []                                     # columns known and left out
maps:
  - entity: ticket
    columns:
      ticket_id: 工单号
      received_at: { from: 报修时间, format: "%Y/%m/%d %H:%M" }   # without a format: 2025-03-01 08:30
      status: { from: 状态, values: { 已完成: closed, 处理中: open } }
      customer_id: 客户编号                    # becomes a keyed hash
      product_family: 品类
      fault_text: 故障描述                     # telephone numbers and addresses are masked
      resolved_at: { from: 完成时间, format: "%Y/%m/%d %H:%M" }
`
