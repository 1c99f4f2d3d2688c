// Asks the newsroom: one way for every part of the desk that needs an answer in words.

// The token of whoever is signed in now, which may be newer than the page.
export function token() {
  const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return found ? decodeURIComponent(found[1]) : "";
}

// Sends `body`, a form or what becomes JSON; asks only where there is none. Answers {status, …};
// status 0 where nobody answered, 401 where somebody is signed out.
export async function ask(url, body = null) {
  const isForm = body instanceof FormData;
  const headers = body === null ? {} : { "X-CSRFToken": token(), ...(isForm ? {} : { "Content-Type": "application/json" }) };
  const sent = body === null || isForm || typeof body === "string" ? body : JSON.stringify(body);
  const method = body === null ? "GET" : "POST";
  try {
    const response = await fetch(url, { method, body: sent, headers, credentials: "same-origin", redirect: "manual" });
    const isJson = (response.headers.get("Content-Type") || "").includes("json");
    if (!isJson) {
      return { status: response.type === "opaqueredirect" || response.status === 403 ? 401 : 0 };
    }
    return { ...(await response.json()), status: response.status };
  } catch (error) {
    return { status: 0 };
  }
}

// The sentence of an answer that is none of what was asked for.
export function sentenceOf(answer, { saySignedOut, sayAway }) {
  return answer.message || (answer.status === 401 ? saySignedOut : sayAway);
}
