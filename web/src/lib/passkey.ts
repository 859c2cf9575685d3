// SPDX-License-Identifier: Apache-2.0

/** What the server asks of an authenticator: a handle to come back with, and the options of the WebAuthn call as JSON. */
export type PasskeyAsked = { readonly handle: string; readonly options: Record<string, unknown> };

/** What goes back: the handle and what the authenticator made. */
export type PasskeyAnswer = { readonly handle: string; readonly credential: unknown };

type Descriptor = { readonly id: string; readonly type: 'public-key'; readonly transports?: AuthenticatorTransport[] };

/** Whether this browser knows passkeys. They need a secure page, or this very machine. */
export const knowsPasskeys = (): boolean => typeof window.PublicKeyCredential === 'function';

const bytes = (text: unknown): ArrayBuffer => {
  const binary = atob(String(text).replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (one) => one.charCodeAt(0)).buffer;
};

const base64 = (buffer: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const descriptors = (list: unknown): PublicKeyCredentialDescriptor[] =>
  ((list as Descriptor[] | undefined) ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

const answer = (asked: PasskeyAsked, made: PublicKeyCredential, response: object): PasskeyAnswer => ({
  handle: asked.handle,
  credential: {
    id: made.id,
    rawId: base64(made.rawId),
    type: made.type,
    authenticatorAttachment: made.authenticatorAttachment ?? undefined,
    clientExtensionResults: {},
    response,
  },
});

/** Has the authenticator make a key; throws when the person gives up. */
export const makePasskey = async (asked: PasskeyAsked): Promise<PasskeyAnswer> => {
  const { options } = asked;
  const user = options.user as { id: string; name: string; displayName: string };
  const made = (await navigator.credentials.create({
    publicKey: {
      ...(options as unknown as PublicKeyCredentialCreationOptions),
      challenge: bytes(options.challenge),
      user: { ...user, id: bytes(user.id) },
      excludeCredentials: descriptors(options.excludeCredentials),
      extensions: { credProps: true },
    },
  })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return answer(asked, made, {
    clientDataJSON: base64(response.clientDataJSON),
    attestationObject: base64(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
};

/** Has the authenticator prove a key; throws when the person gives up. */
export const provePasskey = async (asked: PasskeyAsked): Promise<PasskeyAnswer> => {
  const { options } = asked;
  const used = (await navigator.credentials.get({
    publicKey: {
      ...(options as unknown as PublicKeyCredentialRequestOptions),
      challenge: bytes(options.challenge),
      allowCredentials: descriptors(options.allowCredentials),
      extensions: {},
    },
  })) as PublicKeyCredential;
  const response = used.response as AuthenticatorAssertionResponse;
  return answer(asked, used, {
    clientDataJSON: base64(response.clientDataJSON),
    authenticatorData: base64(response.authenticatorData),
    signature: base64(response.signature),
    userHandle: response.userHandle ? base64(response.userHandle) : undefined,
  });
};
