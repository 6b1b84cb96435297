/**
 * Landing: the original file is copied once, under the name of its own SHA-256, and never changed again. Everything
 * after it reads the landed copy, so a figure can always be traced to bytes that still exist.
 */
import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'

export interface LandedFile {
  readonly sha256: string
  /** Size of the original in bytes, as it lies there (packed when it is packed). */
  readonly bytes: number
  /** Absolute path of the landed copy. */
  readonly path: string
  /** The same, relative to the home, with `/` between the parts. */
  readonly relative: string
  /** Base name under which the file was given. */
  readonly fileName: string
}

const CHUNK_BYTES = 1 << 20
const OWNER_ONLY_FOLDER = 0o700
const OWNER_READ_ONLY = 0o400

/**
 * Copies a file into `landing/<source>/<sha256><extension>`, hashing while copying. The same bytes land once; landing
 * them again is a no-op.
 *
 * @throws source.file_unreadable, source.file_empty, landing.original_changed (exit 3)
 */
export async function landFile(home: HomePaths, source: string, file: string): Promise<LandedFile> {
  const folder = path.join(home.landing, source)
  if (path.dirname(folder) !== home.landing) throw new TypeError(`not the id of a source: ${source}`)
  const original = await openOriginal(file)
  try {
    await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER })
    const aside = path.join(folder, `.landing-${randomUUID()}`)
    try {
      const { sha256, bytes } = await copyHashing(original, aside, file)
      if (bytes === 0) throw emptyFile(file)
      const target = path.join(folder, sha256 + extensionsOf(file))
      await settle(aside, target, bytes)
      const relative = path.relative(home.root, target).split(path.sep).join('/')
      return { sha256, bytes, path: target, relative, fileName: path.basename(file) }
    } finally {
      await rm(aside, { force: true })
    }
  } finally {
    await original.close()
  }
}

/** `.csv` of `a.b.csv`, `.csv.gz` of `a.b.csv.gz`; lower case. */
export function extensionsOf(file: string): string {
  const name = path.basename(file).toLowerCase()
  const last = path.extname(name)
  return last === '.gz' ? path.extname(name.slice(0, -last.length)) + last : last
}

async function openOriginal(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file, 'r')
    if ((await handle.stat()).isFile()) return handle
    await handle.close()
    throw unreadable(file, 'it is not a regular file')
  } catch (cause) {
    throw cause instanceof AftercareError ? cause : unreadable(file, 'it cannot be opened', cause)
  }
}

async function copyHashing(original: FileHandle, aside: string, file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  const copy = await open(aside, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
  let bytes = 0
  try {
    for (;;) {
      const bytesRead = await readChunk(original, buffer, file)
      if (bytesRead === 0) break
      const chunk = buffer.subarray(0, bytesRead)
      hash.update(chunk)
      for (let done = 0; done < bytesRead;) done += (await copy.write(chunk, done)).bytesWritten
      bytes += bytesRead
    }
    await copy.chmod(OWNER_READ_ONLY)
    await copy.sync()
  } finally {
    await copy.close()
  }
  return { sha256: hash.digest('hex'), bytes }
}

async function readChunk(original: FileHandle, buffer: Buffer, file: string): Promise<number> {
  try {
    return (await original.read(buffer, 0, buffer.length, null)).bytesRead
  } catch (cause) {
    throw unreadable(file, 'reading it failed', cause)
  }
}

/** The rename is the moment of landing; the folder is synchronised so that the name survives a power cut. */
async function settle(aside: string, target: string, bytes: number): Promise<void> {
  const landed = await stat(target).catch(() => null)
  if (landed !== null) {
    if (landed.size !== bytes) {
      throw new AftercareError('landing.original_changed', 'a landed original has another size than when it landed', {
        value: `${landed.size} bytes instead of ${bytes}`,
        where: target,
        remedy: 'Move the damaged file away and ingest again.',
        exitCode: 3,
      })
    }
    await chmod(target, OWNER_READ_ONLY)
    return
  }
  await rename(aside, target)
  const folder = await open(path.dirname(target), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const emptyFile = (file: string) =>
  new AftercareError('source.file_empty', 'the file has no bytes', {
    where: file,
    remedy: 'Export it again, or delete it if nothing was to be exported.',
    exitCode: 3,
  })

const unreadable = (file: string, why: string, cause?: unknown) =>
  new AftercareError('source.file_unreadable', `the file cannot be read: ${why}`, {
    where: file,
    remedy: 'Check the path and that this user may read it.',
    exitCode: 3,
    cause,
  })
