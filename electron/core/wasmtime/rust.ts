import { existsSync } from 'node:fs'
import path from 'node:path'
import { ProblemError } from '../../../shared/rpc.ts'
import { built } from './pins.ts'
import { runProgram } from './run-program.ts'

const hint =
  'Install Rust 1.95 or newer from https://rustup.rs, or set WASMTIME to the path of a wasmtime 48.0, then try again.'

/** The cargo to build with. Rejects with a ProblemError where there is none, or one that is too old. */
export async function findCargo(env: NodeJS.ProcessEnv, cwd: string, signal: AbortSignal): Promise<string> {
  const cargo = cargoPath(env)
  if (!cargo) throw unusable('wasmtime has to be built here, and there is no Rust to build it with.')
  const said = await runProgram(cargo, ['--version'], { env: cargoEnv(env), cwd, signal, timeoutMs: 60_000 }).catch(
    (error: Error) => {
      throw unusable(`wasmtime has to be built here, and cargo does not run: ${error.message}`)
    },
  )
  const version = /^cargo (\d+)\.(\d+)/.exec(said)
  const [major, minor] = [Number(version?.[1]), Number(version?.[2])]
  const [wantedMajor, wantedMinor] = built.rust
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return cargo
  throw unusable(`wasmtime ${built.version} needs Rust 1.95 to be built, and this is ${said.trim()}.`)
}

function unusable(message: string): ProblemError {
  return new ProblemError({ code: 'unavailable', message, hint })
}

/** An application started from a desktop often has no PATH to it. */
function cargoPath(env: NodeJS.ProcessEnv): string | undefined {
  const name = process.platform === 'win32' ? 'cargo.exe' : 'cargo'
  const home = env['HOME'] ?? env['USERPROFILE']
  const folders = [
    ...(env['PATH'] ?? env['Path'] ?? '').split(path.delimiter),
    env['CARGO_HOME'] && path.join(env['CARGO_HOME'], 'bin'),
    home && path.join(home, '.cargo', 'bin'),
  ]
  return folders
    .filter((folder): folder is string => Boolean(folder) && path.isAbsolute(folder ?? ''))
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file))
}

/** Settings of the person's own builds would change or break this one. Where crates come from and proxies stay. */
const ownSettings =
  /^(RUSTFLAGS|RUSTDOC.*|RUSTC.*|RUST_.*|MAKEFLAGS|CARGO_(?!HOME$|HTTP_|NET_|REGISTR|SOURCE_).*|LD_PRELOAD|WASMTIME.*|BELLJAR_.*)$/

/** The environment for cargo. `target` is where it keeps what it compiled. */
export function cargoEnv(env: NodeJS.ProcessEnv, target?: string): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !ownSettings.test(name)))
  return {
    ...kept,
    ...(target !== undefined && { CARGO_TARGET_DIR: target }),
    // Set and empty: wins over what a config file of the person says.
    RUSTFLAGS: '',
    CARGO_PROFILE_RELEASE_LTO: 'off',
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16',
    CARGO_PROFILE_RELEASE_DEBUG: 'false',
    CARGO_PROFILE_RELEASE_STRIP: 'symbols',
    CARGO_TERM_COLOR: 'never',
    CARGO_TERM_PROGRESS_WHEN: 'always',
    CARGO_TERM_PROGRESS_WIDTH: '120',
  }
}
