/**
 * The one way by which a YAML file comes in: parsed, checked by a zod schema, and every mistake told with file, line,
 * key, value and remedy.
 */
import { readFile } from 'node:fs/promises'
import { LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import { propose } from './nearest.ts'

/**
 * What a refinement may say about itself in `params`, so that it ends as an error with its own code and remedy.
 */
export interface IssueDetail {
  readonly code: string
  readonly remedy: string
  readonly value?: string
}

/** Adds an issue that carries its own code and remedy. */
export function addIssue(context: z.RefinementCtx, path: PropertyKey[], message: string, detail: IssueDetail): void {
  context.addIssue({ code: 'custom', path, message, params: { ...detail } })
}

/**
 * @returns the value that the schema makes of the file
 * @throws config.file_missing, config.file_unreadable, config.yaml_syntax, config.unknown_key, config.missing_key, config.invalid_value,
 *   and the codes that refinements of the schema bring along (exit 2)
 */
export async function readYaml<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S>> {
  return parseYaml(await readSource(file), schema, file)
}

/** As `readYaml`, on a text that is at hand. `file` is how errors call it. */
export function parseYaml<S extends z.ZodType>(source: string, schema: S, file: string): z.output<S> {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  const broken = document.errors[0]
  if (broken !== undefined) {
    const { line, col } = lines.linePos(broken.pos[0])
    throw new AftercareError('config.yaml_syntax', firstLine(broken.message), {
      where: `${file}:${line}:${col}`,
      remedy: 'Correct the YAML at this place: indentation, quotes and colons.',
    })
  }
  const value: unknown = document.toJS() ?? {}
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw issueError(result.error, value, schema, file, (path) => lineOf(document, lines, path))
}

async function readSource(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    throw new AftercareError(
      isMissing ? 'config.file_missing' : 'config.file_unreadable',
      'the configuration file cannot be read',
      {
        where: file,
        remedy: isMissing ? 'Create it, or check the path.' : 'Check that this user may read it.',
        cause,
      },
    )
  }
}

const firstLine = (text: string): string => text.split('\n')[0] ?? text

function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return lines.linePos(Number(node.range[0])).line
    }
  }
  return undefined
}

type Issue = z.core.$ZodIssue

function issueError(
  error: z.ZodError,
  input: unknown,
  schema: z.ZodType,
  file: string,
  line: (path: readonly PropertyKey[]) => number | undefined,
): AftercareError {
  const [first] = error.issues
  if (first === undefined) throw new TypeError('a failed parse has issues', { cause: error })
  const issue = deepest(first)
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path
  const value = path.reduce<unknown>((at, key) => (isRecord(at) ? at[String(key)] : undefined), input)
  const described = describe(issue, value, path, schema)
  const at = line(path)
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more after it)` : ''
  const shown = described.value ?? show(value)
  return new AftercareError(described.code, `${described.message}${more}`, {
    where: `${file}${at === undefined ? '' : `:${at}`}${path.length === 0 ? '' : `, key ${keyName(path)}`}`,
    ...(shown === undefined ? {} : { value: shown }),
    remedy: described.remedy,
  })
}

/** Of a union, the branch that came furthest is what the person meant. */
function deepest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue
  const branches = issue.errors.flatMap((branch) => branch.slice(0, 1)).map((inner) => deepest(inner))
  const [best] = branches.sort((a, b) => weight(b) - weight(a))
  return best === undefined || weight(best) === 0 ? issue : { ...best, path: [...issue.path, ...best.path] }
}

const weight = (issue: Issue): number =>
  issue.path.length * 2 + (issue.code === 'unrecognized_keys' || issue.code === 'custom' ? 1 : 0)

interface Described extends IssueDetail {
  readonly message: string
}

function describe(issue: Issue, value: unknown, path: readonly PropertyKey[], schema: z.ZodType): Described {
  if (issue.code === 'custom' && isRecord(issue.params) && typeof issue.params['code'] === 'string') {
    const { code, remedy, value: shown } = issue.params
    return { code, remedy: String(remedy), message: issue.message, ...(typeof shown === 'string' ? { value: shown } : {}) }
  }
  if (issue.code === 'unrecognized_keys') {
    const key = String(path.at(-1))
    const known = keysAt(schema, issue.path)
    return { code: 'config.unknown_key', message: `the key \`${key}\` is not known here`, remedy: propose(key, known, 'key') }
  }
  if (value === undefined && issue.code !== 'custom') {
    const key = String(path.at(-1) ?? 'the file')
    return { code: 'config.missing_key', message: `\`${key}\` is missing`, remedy: `Add \`${key}\`.` }
  }
  if (issue.code === 'invalid_value') {
    const known = issue.values.map(String)
    return {
      code: 'config.invalid_value',
      message: 'the value is none of those allowed',
      remedy: propose(String(value), known, 'value'),
    }
  }
  return { code: 'config.invalid_value', message: lowerFirst(issue.message), remedy: 'Correct the value.' }
}

/** The keys that an object schema knows at a path, over unions, arrays, records and wrappers. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const def = schema._zod.def as z.core.$ZodTypeDef & Record<string, unknown>
  const inner = (next: unknown, rest: readonly PropertyKey[]): string[] =>
    next === undefined ? [] : keysAt(next as z.core.$ZodType, rest)
  if (def.type === 'object') {
    const shape = def['shape'] as Record<string, z.core.$ZodType>
    return path.length === 0 ? Object.keys(shape) : inner(shape[String(path[0])], path.slice(1))
  }
  if (def.type === 'union') return [...new Set((def['options'] as z.core.$ZodType[]).flatMap((option) => keysAt(option, path)))]
  if (def.type === 'array') return inner(def['element'], path.slice(1))
  if (def.type === 'record') return inner(def['valueType'], path.slice(1))
  return inner(def.type === 'pipe' ? def['in'] : def['innerType'], path)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
const keyName = (path: readonly PropertyKey[]): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? String(key) : `.${String(key)}`)).join('')

function show(value: unknown): string | undefined {
  if (value === undefined) return undefined
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}
