// SPDX-License-Identifier: Apache-2.0
/**
 * How one gets in: accounts, sign-in, second factors, sessions, and the tokens that name a caller. Owns tables account,
 * signing_key, signin_session, signin_guess, signin_secret, token_family, refresh_token, totp, passkey, passkey_user,
 * passkey_challenge, recovery_code, outside_identity, client, used_assertion and app_consent.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model", "edge", "access", "outside", "store"})
@NullMarked
package org.keneya.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
