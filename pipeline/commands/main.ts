/** From words on the command line to an exit code. */
import { AftercareError, type ExitCode } from '../../contracts/errors.ts'
import { systemEffects } from '../effects.ts'
import { homeRoot, parseArguments, type Arguments } from './arguments.ts'
import type { Invocation } from './command.ts'
import { chooseLanguage, helpOf, overview } from './help.ts'

/** @param words what follows the program's name */
export async function main(words: readonly string[]): Promise<0 | ExitCode> {
  // Whoever reads us may stop reading: `aftercare query … | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  try {
    const { command, ...given } = parseArguments(words)
    const language = chooseLanguage(typeof given.values['lang'] === 'string' ? given.values['lang'] : undefined, process.env)
    if (command === null) {
      const isAsked = given.values['help'] === true
      ;(isAsked ? process.stdout : process.stderr).write(`${overview(language)}\n`)
      return isAsked ? 0 : 2
    }
    if (given.values['help'] === true) {
      process.stdout.write(`${helpOf(command, language)}\n`)
      return 0
    }
    const { run } = await command.load()
    return await run(invocation(given))
  } catch (cause) {
    return report(cause, words.includes('--json'))
  }
}

function invocation({ positionals, values }: Omit<Arguments, 'command'>): Invocation {
  const json = values['json'] === true
  return {
    root: homeRoot(values, process.env),
    positionals,
    json,
    effects: systemEffects({ quiet: values['quiet'] === true }),
    text(option) {
      const value = values[option]
      return typeof value === 'string' ? value : undefined
    },
    flag: (option) => values[option] === true,
    print(value, text) {
      process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${text}\n`)
    },
  }
}

function report(cause: unknown, json: boolean): ExitCode {
  const error =
    cause instanceof AftercareError
      ? cause
      : new AftercareError('cli.unexpected', cause instanceof Error ? (cause.stack ?? cause.message) : String(cause), {
          remedy: 'Report this with the lines above.',
          exitCode: 1,
          cause,
        })
  const { code, message, value, where, remedy } = error
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message, value, where, remedy } }, null, 2)}\n`)
  else process.stderr.write(`${error.explain()}\n`)
  return error.exitCode
}
