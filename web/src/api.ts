// Requests to the program that served this page; there is nobody else to ask.

export class ApiError extends Error {
  constructor(
    readonly status: number,
    text: string,
  ) {
    super(text);
  }
  // The program is gone, or knows this browser no more.
  get ended(): boolean {
    return this.status === 0 || this.status === 401;
  }
}

async function answerOf<Answer>(asked: Promise<Response>): Promise<Answer> {
  let response: Response;
  try {
    response = await asked;
  } catch {
    throw new ApiError(0, "the wizard does not answer any more");
  }
  const json = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response.status, json?.error?.text ?? response.statusText);
  return json as Answer;
}

function queryOf(parameters: Record<string, string | number>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) query.set(name, String(value));
  const text = query.toString();
  return text ? `?${text}` : "";
}

export function address(path: string, parameters: Record<string, string | number> = {}): string {
  return `/api/${path}${queryOf(parameters)}`;
}

export function get<Answer>(path: string, parameters: Record<string, string | number> = {}): Promise<Answer> {
  return answerOf<Answer>(fetch(address(path, parameters), { cache: "no-store" }));
}

export function post<Answer>(path: string, body: unknown): Promise<Answer> {
  return answerOf<Answer>(
    fetch(address(path), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}
