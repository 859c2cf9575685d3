// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.web.util.WebUtils;

/**
 * Where to go once signed in: the authorization request that led here, kept in a cookie so that any node can go on. Only
 * an address of the authorization end point is ever kept or followed.
 */
final class ReturnAddress implements RequestCache {
    private static final String COOKIE = "keneya_return";
    private static final String PATH = "/oauth2/authorize";
    private static final int LONGEST = 3_000;

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        String query = request.getQueryString();
        if (PATH.equals(request.getServletPath()) && query != null && query.length() <= LONGEST) {
            String value =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(query.getBytes(StandardCharsets.UTF_8));
            Cookies.set(request, response, COOKIE, value, Duration.ofMinutes(30));
        }
    }

    /** The address, forgotten with this; the front page when there is none. */
    static String take(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null || cookie.getValue().isEmpty()) {
            return "/";
        }
        Cookies.clear(request, response, COOKIE);
        try {
            return PATH + "?" + new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException garbled) {
            return "/";
        }
    }

    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        Cookies.clear(request, response, COOKIE);
    }
}
