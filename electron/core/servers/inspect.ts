import { createHash } from 'node:crypto'
import type { Inspection } from '../../../shared/domain.ts'
import { readComponent } from './component-sections.ts'
import { readCoreModule } from './core-sections.ts'
import { refused, type Finding } from './finding.ts'
import { readNeeds } from './needs-section.ts'
import { recogniseOther } from './not-wasm.ts'
import { printable } from './printable.ts'
import { recogniseComponent } from './recognise-component.ts'
import { recogniseCore } from './recognise-core.ts'
import { suggestName } from './suggest-name.ts'
import { Malformed, WasmReader } from './wasm-reader.ts'

/** Names of imports and exports that are kept for showing. */
const shown = 200

interface Look {
  format: Inspection['format']
  imports: string[]
  exports: string[]
  /** Linear memories that it has when it runs. */
  memories: number
  /** What its sections named `belljar.needs` hold. */
  needs: Uint8Array[]
  finding: Finding
}

/** What the host needs besides what people are shown. */
interface Inside {
  memories: number
  /** Uncut and unchanged, each once: guards are planned from it. */
  allImports: string[]
}

/** Says what a wasm file is by looking at its bytes. Runs nothing, takes time in proportion to the size, never throws. */
export function inspectWasm(bytes: Uint8Array, fileName: string): Inspection & Inside {
  const { format, imports, exports, memories, needs: sections, finding } = look(bytes)
  const { needs, note } = readNeeds(sections)
  const reason = note !== undefined && !finding.problem ? `${finding.reason} ${note}` : finding.reason
  return {
    hash: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    suggestedName: suggestName(fileName),
    format,
    imports: imports.slice(0, shown).map((name) => printable(name, 200)),
    exports: exports.slice(0, shown).map((name) => printable(name, 200)),
    memories,
    allImports: [...new Set(imports)],
    needs,
    ...finding,
    reason,
  }
}

function look(bytes: Uint8Array): Look {
  const nothing = { imports: [], exports: [], memories: 0, needs: [] }
  const isWasm = bytes.length >= 8 && bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d
  if (!isWasm) return { format: 'other', ...nothing, finding: recogniseOther(bytes) }
  const version = [...bytes.subarray(4, 8)].join(' ')
  const format = version === '1 0 0 0' ? 'core module' : version === '13 0 1 0' ? 'component' : 'other'
  try {
    const reader = new WasmReader(bytes, 8)
    if (format === 'core module') return { format, ...lookAtModule(reader) }
    if (format === 'component') return { format, ...lookAtComponent(reader) }
  } catch (error) {
    if (error instanceof Malformed) return { format, ...nothing, finding: damaged(error) }
    throw error
  }
  const finding = refused(
    'It is WebAssembly of a version that is not known here.',
    'Build it with a current toolchain.',
  )
  return { format, ...nothing, finding }
}

function lookAtModule(reader: WasmReader): Omit<Look, 'format'> {
  const module = readCoreModule(reader)
  return {
    imports: module.imports.map(({ module, name }) => `${module}.${name}`),
    exports: module.exports.map(({ name }) => name),
    memories: module.memories,
    needs: module.needs,
    finding: recogniseCore(module),
  }
}

function lookAtComponent(reader: WasmReader): Omit<Look, 'format'> {
  const component = readComponent(reader)
  return {
    imports: component.imports,
    exports: component.exports.map(({ name }) => name),
    memories: component.memories,
    needs: component.needs,
    finding: recogniseComponent(component),
  }
}

function damaged({ message, cut }: Malformed): Finding {
  return cut
    ? refused(`The file is cut off: ${message}.`, 'Download or build it again.')
    : refused(`The file is damaged: ${message}.`, 'Download or build it again.')
}
