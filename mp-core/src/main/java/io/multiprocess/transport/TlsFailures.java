package io.multiprocess.transport;

import org.jspecify.annotations.Nullable;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import java.io.EOFException;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** Puts the failures of TLS, of which the JDK's own texts say little to whoever has to mend them. */
final class TlsFailures {
    private static final String ALERT = "fatal alert: ";
    private static final String CERTIFICATE_WANTED = "the peer wants a certificate, and this side has none that fits";
    private static final String NOTHING_IN_COMMON = "no version and cipher in common with the peer";

    private TlsFailures() {}

    /** One sentence that names the peer and says why the handshake failed. */
    static IOException inHandshake(String peer, SSLEngine engine, IOException failure) {
        return Failures.because(
                new SSLHandshakeException("TLS with " + peer + " failed: " + reason(engine, failure)), failure);
    }

    /** Why an established connection is of no use any more. The peer's verdict on this side's certificate may come as late as that. */
    static IOException later(SSLEngine engine, IOException failure) {
        return failure instanceof SSLException
                ? Failures.because(new SSLException("TLS failed: " + reason(engine, failure)), failure)
                : failure;
    }

    private static String reason(SSLEngine engine, IOException failure) {
        if (failure instanceof EOFException) {
            return "the peer hung up; does it speak TLS?";
        }
        String path = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = oneLine(cause.getMessage());
            if (cause instanceof CertificateExpiredException) {
                return "the peer's certificate has expired (" + text + ")";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "the peer's certificate is not valid yet (" + text + ")";
            }
            if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
                path = "the peer's certificate is not trusted (" + text + ")";
            } else if (path.isEmpty() && cause instanceof CertificateException && cause.getCause() == null) {
                path = text.startsWith("No ") && text.contains(" name")
                        ? "the peer's certificate is another host's (" + text + ")"
                        : "the peer's certificate is refused (" + text + ")";
            }
        }
        return path.isEmpty() ? reason(engine, oneLine(failure.getMessage())) : path;
    }

    private static String reason(SSLEngine engine, String message) {
        // Newer Java puts the alert that it sends in front: "(certificate_required) Empty client certificate chain".
        String text = message.replaceFirst("^\\([a-z_]+\\) ", "");
        int alert = text.indexOf(ALERT);
        if (alert >= 0) {
            return alert(engine, text.substring(alert + ALERT.length()));
        }
        // The engine puts it in two ways, depending on whether it has seen anything before.
        if (text.contains("nrecognized SSL message")) {
            return "the peer does not speak TLS";
        }
        if (text.startsWith("Empty ") && text.contains("certificate chain")) {
            return "the peer has sent no certificate";
        }
        return text;
    }

    private static String alert(SSLEngine engine, String alert) {
        return switch (alert) {
            case "bad_certificate",
                    "unsupported_certificate",
                    "certificate_revoked",
                    "certificate_expired",
                    "certificate_unknown",
                    "certificate_required",
                    "unknown_ca",
                    "access_denied" ->
                (hasCertificate(engine) ? "the peer does not accept this side's certificate" : CERTIFICATE_WANTED)
                        + " (alert " + alert + ")";
            // With TLS 1.2, newer Java answers a missing certificate in this way.
            case "handshake_failure" ->
                NOTHING_IN_COMMON
                        + (engine.getUseClientMode() && !hasCertificate(engine) ? ", or " + CERTIFICATE_WANTED : "")
                        + " (alert " + alert + ")";
            case "protocol_version", "insufficient_security" -> NOTHING_IN_COMMON + " (alert " + alert + ")";
            default -> "the peer refused (alert " + alert + ")";
        };
    }

    private static boolean hasCertificate(SSLEngine engine) {
        return engine.getSession().getLocalCertificates() != null;
    }

    /** Certificates can hold anything, and log lines are lines. */
    static String oneLine(@Nullable String text) {
        return text == null ? "unknown reason" : text.replaceAll("\\p{Cntrl}+", " ");
    }
}
