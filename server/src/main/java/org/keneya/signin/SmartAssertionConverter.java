// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import com.nimbusds.jwt.JWTParser;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Finds out which program speaks from its assertion alone: SMART asks for no {@code client_id} beside it. */
final class SmartAssertionConverter implements AuthenticationConverter {
    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String assertion = request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION);
        if (assertion == null
                || !TYPE.equals(request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION_TYPE))
                || request.getParameter(OAuth2ParameterNames.CLIENT_ID) != null) {
            return null;
        }
        Map<String, Object> parameters = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (values.length == 1
                    && !name.equals(OAuth2ParameterNames.CLIENT_ASSERTION)
                    && !name.equals(OAuth2ParameterNames.CLIENT_ASSERTION_TYPE)) {
                parameters.put(name, values[0]);
            }
        });
        return new OAuth2ClientAuthenticationToken(
                subject(assertion), new ClientAuthenticationMethod(TYPE), assertion, parameters);
    }

    private static String subject(String assertion) {
        try {
            String subject = JWTParser.parse(assertion).getJWTClaimsSet().getSubject();
            if (subject != null) {
                return subject;
            }
        } catch (ParseException garbled) {
            throw new OAuth2AuthenticationException(
                    new org.springframework.security.oauth2.core.OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT), garbled);
        }
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
}
