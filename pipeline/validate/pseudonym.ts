/** Pseudonyms: a keyed hash instead of a customer's number, the same for the same person in every source of a home. */
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'

const KEY_BYTES = 32
const BLOCK_BYTES = 64
/** Hex digits of a pseudonym: 128 bits. */
export const PSEUDONYM_LENGTH = 32

/**
 * The home's key, 32 bytes.
 *
 * @throws home.pseudonym_key_missing, home.pseudonym_key_invalid (exit 2)
 */
export async function readPseudonymKey(home: HomePaths): Promise<Buffer> {
  let text: string
  try {
    text = (await readFile(home.pseudonymKey, 'utf8')).trim()
  } catch (cause) {
    throw new AftercareError('home.pseudonym_key_missing', 'the key of the pseudonyms cannot be read', {
      where: home.pseudonymKey,
      remedy: 'Restore it from a backup. With a new one (`aftercare init`) customers of earlier loads are no longer recognised.',
      cause,
    })
  }
  if (!/^[0-9a-f]{64}$/i.test(text)) {
    throw new AftercareError('home.pseudonym_key_invalid', 'the key of the pseudonyms is not 64 hex digits', {
      where: home.pseudonymKey,
      remedy: 'Restore it from a backup.',
    })
  }
  return Buffer.from(text, 'hex')
}

/** Makes the key when there is none. @returns whether it was made */
export async function createPseudonymKey(home: HomePaths): Promise<boolean> {
  await mkdir(path.dirname(home.pseudonymKey), { recursive: true, mode: 0o700 })
  try {
    const handle = await open(home.pseudonymKey, 'wx', 0o600)
    await handle.writeFile(`${randomBytes(KEY_BYTES).toString('hex')}\n`)
    await handle.close()
    await chmod(home.pseudonymKey, 0o600)
    return true
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false
    throw cause
  }
}

/** HMAC-SHA256 (RFC 2104) by the engine's sha256: H(key ⊕ opad ‖ H(key ⊕ ipad ‖ text)), first 32 hex digits. */
export function pseudonymMacro(key: Buffer): string {
  const padded = Buffer.alloc(BLOCK_BYTES)
  key.copy(padded)
  const pad = (byte: number) => `unhex('${Buffer.from(padded.map((each) => each ^ byte)).toString('hex')}')`
  return `CREATE OR REPLACE TEMP MACRO aftercare_pseudonym(t) AS
    left(sha256(${pad(0x5c)} || unhex(sha256(${pad(0x36)} || encode(t)))), ${PSEUDONYM_LENGTH})`
}
