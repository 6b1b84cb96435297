/** What a command is, and what it is given. */
import type { ExitCode } from '../../contracts/errors.ts'
import type { Effects } from '../effects.ts'

export type Language = 'zh-CN' | 'en'
export type Text = Readonly<Record<Language, string>>

export interface OptionDescription {
  readonly type: 'string' | 'boolean'
  /** What stands for the value in the help. */
  readonly value?: string
  readonly help: Text
}

export interface CommandDescription {
  readonly name: string
  readonly does: Text
  /** After the name, for instance `[paths…]`. */
  readonly positionals: string
  /** Least and most positionals. */
  readonly takes: readonly [number, number]
  readonly options: Readonly<Record<string, OptionDescription>>
  readonly examples: readonly string[]
  /** Imported only when it is run, so that help is there at once. */
  load(): Promise<{ run: Command }>
}

export interface Invocation {
  /** The home folder, absolute. */
  readonly root: string
  readonly positionals: readonly string[]
  /** The value of a string option, undefined when it is not given. */
  readonly text: (option: string) => string | undefined
  readonly flag: (option: string) => boolean
  readonly json: boolean
  readonly effects: Effects
  /** Writes results to standard output: `value` as JSON with --json, else the text. */
  readonly print: (value: unknown, text: string) => void
}

/** @returns the exit code: 0 done, 1 a check failed, 2 usage or configuration, 3 a source could not be read */
export type Command = (invocation: Invocation) => Promise<0 | ExitCode>
