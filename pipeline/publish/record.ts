/** Small JSON records that readers may open at any moment: written aside, then renamed into place. */
import { mkdir, open, rename } from 'node:fs/promises'
import path from 'node:path'

/** Replaces a record in one step; after a crash there is the old one or the new one. */
export async function writeRecord(file: string, value: unknown): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  const aside = `${file}.${process.pid}.part`
  const handle = await open(aside, 'w')
  try {
    await handle.writeFile(`${JSON.stringify(value, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(aside, file)
}
