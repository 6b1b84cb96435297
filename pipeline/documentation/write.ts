/** npm run docs: writes the generated pages. A test compares them with what stands in docs/. */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { entitiesPage } from './entities.ts'

await writeFile(path.join(import.meta.dirname, '..', '..', 'docs', 'entities.md'), entitiesPage())
