// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.springframework.stereotype.Component;

/** Access tokens of outside issuers, where the configuration names an audience for them. */
@Component
final class OutsideTokens {
    private final Providers providers;
    private final Identities identities;

    OutsideTokens(Providers providers, Identities identities) {
        this.providers = providers;
        this.identities = identities;
    }

    /** Whose access token it says it is; empty when that is nobody we accept tokens of. Nothing is verified yet. */
    Optional<Provider> issuer(String token) {
        try {
            String issuer = JWTParser.parse(token).getJWTClaimsSet().getIssuer();
            return issuer == null ? Optional.empty() : providers.accepting(issuer);
        } catch (ParseException notOne) {
            return Optional.empty();
        }
    }

    /** A token's account, and the token's claims. */
    record Known(Account account, Json.Obj claims) {}

    /** The account a verified token opens; 401 when it is not valid or opens none, 503 when nobody can tell now. */
    Known verified(Provider provider, String token) {
        try {
            Json.Obj claims = provider.accessToken(token);
            String subject = Provider.subject(claims);
            if (identities.enter(provider, subject, provider.claims().person(claims))
                    instanceof Identities.Entry.Opened(Account account)) {
                return new Known(account, claims);
            }
            throw refused("The token's holder has no account here");
        } catch (ProviderKeys.Refused notValid) {
            throw refused("The token is not valid or has expired");
        } catch (Provider.Unreachable away) {
            throw new ProblemException(
                    new Problem.Busy(List.of(Issue.error("transient", "The token's issuer does not answer"))));
        }
    }

    private static ProblemException refused(String why) {
        return new ProblemException(new Problem.Unauthorized(List.of(Issue.error("login", why))));
    }
}
