/** Command-line arguments, strictly: every word is known, or the nearest one is proposed. */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { AftercareError } from '../../contracts/errors.ts'
import { propose } from '../home/nearest.ts'
import type { CommandDescription } from './command.ts'
import { COMMANDS, COMMON_OPTIONS } from './registry.ts'

export interface Arguments {
  readonly command: CommandDescription | null
  readonly positionals: readonly string[]
  readonly values: Readonly<Record<string, string | boolean>>
}

const DEFAULT_HOME = path.resolve(import.meta.dirname, '../../data/local')

/** Throws `cli.unknown_command`, `cli.unknown_option`, `cli.option_value`, `cli.positionals`. */
export function parseArguments(words: readonly string[]): Arguments {
  const name = commandName(words)
  const command = COMMANDS.find((each) => each.name === name) ?? null
  if (name !== undefined && command === null) {
    throw new AftercareError('cli.unknown_command', 'there is no such command', {
      value: name,
      remedy: propose(
        name,
        COMMANDS.map((each) => each.name),
        'command',
      ),
    })
  }
  const options = { ...command?.options, ...COMMON_OPTIONS }
  const config = Object.fromEntries(Object.entries(options).map(([option, { type }]) => [option, { type }]))
  const { tokens } = parseArgs({ args: [...words], options: config, strict: false, allowPositionals: true, tokens: true })

  const values: Record<string, string | boolean> = {}
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    values[token.name] = optionValue(token.name, token.rawName, token.value, Object.keys(options), options[token.name]?.type)
  }
  if (command !== null) positionals.shift()
  if (command !== null && values['help'] !== true) checkPositionals(command, positionals)
  return { command, positionals, values }
}

/** The first word that is no option and no value of a common option. */
function commandName(words: readonly string[]): string | undefined {
  const options = Object.fromEntries(Object.entries(COMMON_OPTIONS).map(([option, { type }]) => [option, { type }]))
  return parseArgs({ args: [...words], options, strict: false, allowPositionals: true }).positionals[0]
}

function optionValue(
  name: string,
  raw: string,
  value: string | undefined,
  known: readonly string[],
  type: 'string' | 'boolean' | undefined,
): string | boolean {
  if (type === undefined) {
    throw new AftercareError('cli.unknown_option', 'there is no such option here', {
      value: raw,
      remedy: propose(
        raw,
        known.map((each) => `--${each}`),
        'option',
      ),
    })
  }
  if (type === 'boolean' && value === undefined) return true
  if (type === 'string' && value !== undefined && value !== '') return value
  throw new AftercareError('cli.option_value', type === 'string' ? 'the option needs a value' : 'the option takes no value', {
    value: raw,
    remedy: type === 'string' ? `Write ${raw} and its value.` : `Write ${raw} alone.`,
  })
}

function checkPositionals(
  { name, takes: [least, most], positionals: shape }: CommandDescription,
  found: readonly string[],
): void {
  if (found.length >= least && found.length <= most) return
  throw new AftercareError(
    'cli.positionals',
    found.length < least ? 'something is missing' : 'there is more than the command takes',
    {
      ...(found.length > most ? { value: found.slice(most).join(' ') } : {}),
      remedy: `Write: aftercare ${name}${shape === '' ? '' : ` ${shape}`}`,
    },
  )
}

/** The home folder: --home, else AFTERCARE_HOME, else data/local of the program. */
export function homeRoot(values: Arguments['values'], environment: NodeJS.ProcessEnv): string {
  const stated = values['home'] ?? environment['AFTERCARE_HOME']
  return typeof stated === 'string' && stated !== '' ? path.resolve(stated) : DEFAULT_HOME
}
