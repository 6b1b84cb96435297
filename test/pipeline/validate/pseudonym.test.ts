import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { engine } from '../../../pipeline/source/engine.ts'
import { pseudonymMacro } from '../../../pipeline/validate/pseudonym.ts'

test("a pseudonym is node:crypto's HMAC-SHA256, 32 hex digits of it", async () => {
  const cases = fc.sample(
    fc.record({ key: fc.uint8Array({ minLength: 32, maxLength: 32 }), text: fc.string({ unit: 'grapheme', minLength: 1 }) }),
    {
      numRuns: 50,
      seed: 7,
    },
  )
  const texts = [...cases, { key: new Uint8Array(32), text: '客户０１' }].filter(({ text }) => !text.includes('\0'))
  await engine(async (connection) => {
    for (const { key, text } of texts) {
      await connection.run(pseudonymMacro(Buffer.from(key)))
      const reader = await connection.runAndReadAll('SELECT aftercare_pseudonym($text::VARCHAR)', { text })
      expect(reader.getRows()[0]?.[0]).toBe(createHmac('sha256', key).update(text).digest('hex').slice(0, 32))
    }
  })
})
