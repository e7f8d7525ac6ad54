import { needsSection } from './needs-section.ts'
import { Malformed, WasmReader } from './wasm-reader.ts'

export interface CoreModule {
  imports: { module: string; name: string; kind: ExternKind }[]
  exports: { name: string; kind: ExternKind }[]
  /** Linear memories of its own. */
  memories: number
  customSections: string[]
  /** What its first two sections named `belljar.needs` hold. */
  needs: Uint8Array[]
}

export type ExternKind = 'func' | 'table' | 'memory' | 'global' | 'tag'
const kinds: readonly ExternKind[] = ['func', 'table', 'memory', 'global', 'tag']

/** wasmtime takes no more imports or exports either. */
const maxItems = 100_000

/** Reads what a core module imports and exports. `reader` stands behind the eight bytes of magic and version. */
export function readCoreModule(reader: WasmReader): CoreModule {
  const module: CoreModule = { imports: [], exports: [], memories: 0, customSections: [], needs: [] }
  while (!reader.done) {
    const { id, content } = reader.section()
    if (id === 0) {
      const name = content.name()
      module.customSections.push(name)
      if (name === needsSection && module.needs.length < 2) module.needs.push(content.bytes())
    } else if (id === 2) readImports(content, module)
    else if (id === 5) module.memories = content.u32()
    else if (id === 7) readExports(content, module)
    else if (id > 13) throw new Malformed(`section ${id} before byte ${reader.at} is unknown`)
  }
  return module
}

function readImports(content: WasmReader, { imports }: CoreModule): void {
  const count = limited(content.u32())
  for (let n = 0; n < count; n++) {
    const module = content.name()
    const name = content.name()
    const kind = readKind(content)
    skipType(content, kind)
    imports.push({ module, name, kind })
  }
}

function readExports(content: WasmReader, { exports }: CoreModule): void {
  const count = limited(content.u32())
  for (let n = 0; n < count; n++) {
    const name = content.name()
    const kind = readKind(content)
    content.u32()
    exports.push({ name, kind })
  }
}

function limited(count: number): number {
  if (count > maxItems) throw new Malformed(`it claims to have ${count} imports or exports`)
  return count
}

function readKind(content: WasmReader): ExternKind {
  const kind = kinds[content.byte()]
  if (!kind) throw new Malformed(`an import or export before byte ${content.at} is of an unknown kind`)
  return kind
}

function skipType(content: WasmReader, kind: ExternKind): void {
  switch (kind) {
    case 'func':
      return content.skipNumber()
    case 'tag':
      content.byte()
      return content.skipNumber()
    case 'global':
      skipValueType(content)
      return void content.byte()
    case 'table':
      skipValueType(content)
      return skipLimits(content)
    case 'memory':
      return skipLimits(content)
    default:
      kind satisfies never
  }
}

/** `ref` and `ref null` have a heap type behind them; all others are one byte. */
function skipValueType(content: WasmReader): void {
  const type = content.byte()
  if (type === 0x63 || type === 0x64) content.skipNumber()
}

function skipLimits(content: WasmReader): void {
  const flags = content.byte()
  content.skipNumber()
  if (flags & 1) content.skipNumber()
  // A page size of its own.
  if (flags & 8) content.skipNumber()
}
