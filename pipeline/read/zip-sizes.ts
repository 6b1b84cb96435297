/**
 * How large a ZIP really is when unpacked: its directory says so, and may lie, so each entry is unpacked once without
 * keeping it. Done before a spreadsheet library sees the file.
 */
import { open, type FileHandle } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { createInflateRaw } from 'node:zlib'

export interface ZipLimits {
  /** Unpacked bytes of all entries together. */
  readonly maxBytes: number
  /** Unpacked ÷ packed bytes of the whole file. */
  readonly maxRatio: number
}

/** `too_large`: past a limit; `damaged`: no whole ZIP. */
export type ZipVerdict = { readonly verdict: 'fine' | 'too_large' } | { readonly verdict: 'damaged'; readonly why: string }

interface Entry {
  readonly method: number
  readonly packed: number
  readonly unpacked: number
  readonly offset: number
}

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const LOCAL_SIGNATURE = 0x04034b50
const END_BYTES = 22
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30
const STORED = 0
const DEFLATED = 8
const IN_ZIP64 = 0xffffffff

/** Entries repeat themselves heavily in small files (an empty sheet of styles); the ratio only counts above this size. */
const RATIO_COUNTS_FROM_BYTES = 10 << 20

export async function checkZip(file: string, limits: ZipLimits): Promise<ZipVerdict> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const isPast = (bytes: number) =>
      bytes > limits.maxBytes || (bytes > RATIO_COUNTS_FROM_BYTES && bytes > limits.maxRatio * size)
    const entries = await readDirectory(handle, size)
    if (isPast(entries.reduce((sum, entry) => sum + entry.unpacked, 0))) return { verdict: 'too_large' }
    let bytes = 0
    for (const entry of entries) {
      for await (const chunk of content(file, entry, await dataOffset(handle, entry))) {
        bytes += chunk.length
        if (isPast(bytes)) return { verdict: 'too_large' }
      }
    }
    return { verdict: 'fine' }
  } catch (cause) {
    return { verdict: 'damaged', why: cause instanceof Error ? cause.message : String(cause) }
  } finally {
    await handle.close()
  }
}

async function readDirectory(handle: FileHandle, size: number): Promise<Entry[]> {
  const tail = await readExactly(handle, Math.max(0, size - END_BYTES - 0xffff), Math.min(size, END_BYTES + 0xffff))
  let end = tail.length - END_BYTES
  while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end--
  if (end < 0) throw new Error('it has no directory')
  const directoryOffset = tail.readUInt32LE(end + 16)
  // A spreadsheet within the limits never needs the 64-bit form.
  if (directoryOffset === IN_ZIP64) throw new Error('it is a 64-bit ZIP')
  const directory = await readExactly(handle, directoryOffset, tail.readUInt32LE(end + 12))
  const entries: Entry[] = []
  for (let at = 0; at + ENTRY_BYTES <= directory.length;) {
    if (directory.readUInt32LE(at) !== ENTRY_SIGNATURE) throw new Error('its directory is damaged')
    if ((directory.readUInt16LE(at + 8) & 1) !== 0) throw new Error('it is encrypted')
    entries.push({
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    })
    at += ENTRY_BYTES + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

async function dataOffset(handle: FileHandle, entry: Entry): Promise<number> {
  const local = await readExactly(handle, entry.offset, LOCAL_BYTES)
  if (local.readUInt32LE(0) !== LOCAL_SIGNATURE) throw new Error('an entry is not where its directory says')
  return entry.offset + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28)
}

async function* content(file: string, entry: Entry, start: number): AsyncGenerator<Buffer> {
  if (entry.packed === 0) return
  const packed = createReadStream(file, { start, end: start + entry.packed - 1 })
  if (entry.method === STORED) yield* packed as AsyncIterable<Buffer>
  else if (entry.method === DEFLATED) {
    const inflate = packed.pipe(createInflateRaw())
    packed.once('error', (cause) => inflate.destroy(cause))
    try {
      yield* inflate as AsyncIterable<Buffer>
    } finally {
      packed.destroy()
      inflate.destroy()
    }
  } else throw new Error(`it is packed by method ${entry.method}`)
}

async function readExactly(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position)
  if (bytesRead !== length) throw new Error('it is cut off')
  return buffer
}
