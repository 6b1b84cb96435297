/** Help texts for a terminal. */
import type { CommandDescription, Language, OptionDescription } from './command.ts'
import { COMMANDS, COMMON_OPTIONS } from './registry.ts'

const HEADINGS = {
  'zh-CN': {
    usage: '用法',
    commands: '命令',
    options: '选项',
    examples: '示例',
    codes: '退出码：0 完成 · 1 检查未通过 · 2 用法或配置有误 · 3 来源无法读取',
    more: 'aftercare <命令> --help 查看某个命令',
  },
  en: {
    usage: 'Usage',
    commands: 'Commands',
    options: 'Options',
    examples: 'Examples',
    codes: 'Exit codes: 0 done · 1 a check failed · 2 usage or configuration · 3 a source could not be read',
    more: 'aftercare <command> --help tells more of a command',
  },
} as const

/** Simplified Chinese when the environment's language is Chinese; --lang wins. */
export function chooseLanguage(wanted: string | undefined, environment: NodeJS.ProcessEnv): Language {
  // An empty variable counts as none.
  const stated = [wanted, environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find(
    (each) => each !== undefined && each !== '',
  )
  return stated?.startsWith('zh') === true ? 'zh-CN' : 'en'
}

export function overview(language: Language): string {
  const words = HEADINGS[language]
  const width = Math.max(...COMMANDS.map((each) => each.name.length + each.positionals.length)) + 3
  return [
    `${words.usage}: aftercare <command> [options]`,
    '',
    `${words.commands}:`,
    ...COMMANDS.map((each) => `  ${`${each.name} ${each.positionals}`.padEnd(width)}${each.does[language]}`),
    '',
    `${words.options}:`,
    ...optionLines(COMMON_OPTIONS, language),
    '',
    words.codes,
    words.more,
  ].join('\n')
}

export function helpOf(command: CommandDescription, language: Language): string {
  const words = HEADINGS[language]
  const positionals = command.positionals === '' ? '' : ` ${command.positionals}`
  return [
    `${words.usage}: aftercare ${command.name}${positionals} [options]`,
    '',
    command.does[language],
    '',
    `${words.options}:`,
    ...optionLines({ ...command.options, ...COMMON_OPTIONS }, language),
    '',
    `${words.examples}:`,
    ...command.examples.map((each) => `  ${each}`),
  ].join('\n')
}

function optionLines(options: Readonly<Record<string, OptionDescription>>, language: Language): string[] {
  const names = Object.entries(options).map(
    ([name, option]) => `--${name}${option.value === undefined ? '' : ` ${option.value}`}`,
  )
  const width = Math.max(...names.map((each) => each.length)) + 2
  return Object.values(options).map((option, at) => `  ${(names[at] ?? '').padEnd(width)}${option.help[language]}`)
}
