/** What the server takes from its environment. */
import path from 'node:path'
import { z } from 'zod'
import { AftercareError } from '#contracts/errors.ts'
import { homePaths, type HomePaths } from '#contracts/home.ts'

const environmentSchema = z.object({
  AFTERCARE_HOME: z.string().min(1).default(path.join('data', 'local')),
  AFTERCARE_POLL_MS: z.coerce.number().int().min(10).default(500),
})

export interface Environment {
  readonly home: HomePaths
  readonly pollMilliseconds: number
}

/** @throws AftercareError `serve.bad_environment` */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = environmentSchema.safeParse(environment)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const name = String(issue?.path[0])
    throw new AftercareError('serve.bad_environment', issue?.message ?? 'an environment variable is not usable', {
      where: name,
      value: environment[name] ?? '',
      remedy: `Correct or unset ${name}.`,
    })
  }
  return { home: homePaths(parsed.data.AFTERCARE_HOME), pollMilliseconds: parsed.data.AFTERCARE_POLL_MS }
}
