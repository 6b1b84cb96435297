/** The bytes of a landed original, unpacked. DuckDB accepts a truncated gzip without a word; Node does not. */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { AftercareError } from '../../contracts/errors.ts'

export const CHUNK_BYTES = 1 << 20

/** A packed file that unpacks to more than this many bytes at more than this ratio was made to fill the disk. */
const BOMB_BYTES = 1 << 30
const BOMB_RATIO = 200

/**
 * Streams the content of a file, seeing through gzip (by its magic number, not by its name).
 *
 * @throws source.gzip_truncated, source.gzip_corrupt, source.gzip_too_large, source.file_unreadable (exit 3)
 */
export async function* readBytes(file: string): AsyncGenerator<Buffer> {
  const isPacked = await hasGzipMagic(file)
  if (!isPacked && file.toLowerCase().endsWith('.gz'))
    throw gzipError('source.gzip_corrupt', file, 'its name ends in .gz, its content is no gzip')
  const raw = createReadStream(file, { highWaterMark: CHUNK_BYTES })
  const stream = isPacked ? raw.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : raw
  // `pipe` does not hand on errors of the file to the unpacker.
  if (stream !== raw) raw.once('error', (cause) => stream.destroy(cause))
  let bytes = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (isPacked && bytes > BOMB_BYTES && bytes > BOMB_RATIO * raw.bytesRead) {
        throw gzipError('source.gzip_too_large', file, `it unpacks to more than ${BOMB_RATIO} times its size`)
      }
      yield chunk
    }
  } catch (cause) {
    throw cause instanceof AftercareError ? cause : readError(file, cause)
  } finally {
    raw.destroy()
    stream.destroy()
  }
}

async function hasGzipMagic(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'r')
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
      return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
    } finally {
      await handle.close()
    }
  } catch (cause) {
    throw readError(file, cause)
  }
}

function readError(file: string, cause: unknown): AftercareError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'Z_BUF_ERROR') return gzipError('source.gzip_truncated', file, 'it ends in the middle', cause)
  if (code === 'Z_DATA_ERROR') return gzipError('source.gzip_corrupt', file, 'its checksum or structure is wrong', cause)
  return new AftercareError('source.file_unreadable', 'the file cannot be read', {
    where: file,
    remedy: 'Check the path and that this user may read it.',
    exitCode: 3,
    cause,
  })
}

const gzipError = (code: string, file: string, why: string, cause?: unknown) =>
  new AftercareError(code, `the gzip file is not whole: ${why}`, {
    where: file,
    remedy: 'Transfer or export the file again.',
    exitCode: 3,
    cause,
  })
