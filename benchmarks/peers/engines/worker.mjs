// An engine in a process of its own, asked by lines of JSON: one request, one answer.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export class Worker {
  #process;
  #waiting = [];

  /** @param name the engine's name in reports. @param command the program and its arguments. */
  constructor(name, [program, ...args]) {
    this.name = name;
    this.#process = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process.on('error', (error) => this.#fail(error));
    this.#process.on('exit', (code) => this.#fail(new Error(`${name} ended with exit code ${code}`)));
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.#waiting.shift()?.resolve(JSON.parse(line)));
  }

  /** Sends a request and returns its answer; an answer with `error` is thrown. */
  async ask(request) {
    const answer = await new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#process.stdin.write(JSON.stringify(request) + '\n');
    });
    if (answer.error) throw new Error(`${this.name}: ${answer.error}`);
    return answer;
  }

  close() {
    this.#process.stdin.end();
  }

  #fail(error) {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
