/**
 * One sheet of texts and numbers as XLSX. hucre writes it; the archive is packed anew without compression, because
 * compressed bytes differ between processors and the demonstration must not.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import { writeXlsx } from 'hucre'

/** @returns the bytes of the file */
export async function workbook(
  sheet: string,
  headers: readonly string[],
  rows: readonly (string | number | null)[][],
): Promise<Uint8Array> {
  const written = await writeXlsx({
    sheets: [{ name: sheet, rows: [[...headers], ...rows] }],
    properties: { created: new Date(0), modified: new Date(0) },
  })
  return storedZip(entriesOf(Buffer.from(written)))
}

interface Entry {
  readonly name: Buffer
  readonly data: Buffer
}

/** Entries by the archive's central directory (PKWARE APPNOTE 4.3.12). */
function entriesOf(archive: Buffer): Entry[] {
  const end = archive.lastIndexOf(Buffer.of(0x50, 0x4b, 5, 6))
  const count = archive.readUInt16LE(end + 10)
  let at = archive.readUInt32LE(end + 16)
  const entries: Entry[] = []
  for (let each = 0; each < count; each++) {
    const method = archive.readUInt16LE(at + 10)
    const size = archive.readUInt32LE(at + 20)
    const nameLength = archive.readUInt16LE(at + 28)
    const name = archive.subarray(at + 46, at + 46 + nameLength)
    const local = archive.readUInt32LE(at + 42)
    const begins = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const packed = archive.subarray(begins, begins + size)
    entries.push({ name, data: method === 0 ? packed : inflateRawSync(packed) })
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return entries
}

/** 1980-01-01, the first day that ZIP knows. */
const NO_DATE = 0x0021

function storedZip(entries: readonly Entry[]): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data } of entries) {
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(NO_DATE, 8)
    shared.writeUInt32LE(crc32(data), 10)
    shared.writeUInt32LE(data.length, 14)
    shared.writeUInt32LE(data.length, 18)
    shared.writeUInt16LE(name.length, 22)
    const central = Buffer.alloc(14)
    central.writeUInt32LE(offset, 10)
    directory.push(Buffer.of(0x50, 0x4b, 1, 2, 20, 0), shared, central, name)
    parts.push(Buffer.of(0x50, 0x4b, 3, 4), shared, name, data)
    offset += 30 + name.length + data.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, listed, end])
}
