package io.florin.gateway.http;

import io.florin.gateway.session.LoopDesk;
import io.florin.gateway.session.RefusedIds;
import io.florin.gateway.session.Share;
import io.florin.gateway.session.Speaker;
import io.florin.pipeline.Answers;
import io.florin.pipeline.Ingress;
import io.florin.pipeline.Slot;
import io.florin.protocol.codec.GenesisEncoder;
import io.florin.protocol.codec.LookupAccountsEncoder;
import io.florin.protocol.codec.LookupTransfersEncoder;
import io.florin.protocol.codec.MayAdministerEncoder;
import io.florin.protocol.codec.Reason;
import io.florin.protocol.codec.RequestHeadEncoder;
import org.agrona.DirectBuffer;

/** Hands rows to the ring as one request; never waits. One event loop; used again, allocates nothing. */
final class CommandPublisher {
    /** From this template on there are commands of the operator. */
    private static final int INTERNAL_FROM = GenesisEncoder.TEMPLATE_ID;

    private final Ingress ingress;
    private final LoopDesk loop;
    private final RefusedIds refused;
    private final RequestHeadEncoder head = new RequestHeadEncoder();

    private final int eventsPerPrincipal;
    private Share share = Speaker.LOCAL.share();
    private long principal;
    private long keyHigh;
    private long keyLow;
    private long bodyHash;
    private long notAfterNs;
    private long traceHigh;
    private long traceLow;

    /** Of the events under way, {@code eventsPerPrincipal} may be of one whose share is counted. */
    CommandPublisher(Ingress ingress, LoopDesk loop, RefusedIds refused, int eventsPerPrincipal) {
        this.eventsPerPrincipal = eventsPerPrincipal;
        this.ingress = ingress;
        this.loop = loop;
        this.refused = refused;
    }

    /** A request of this principal, without key, deadline and trace. */
    CommandPublisher begin(long newPrincipal, Share newShare) {
        share = newShare;
        principal = newPrincipal;
        keyHigh = 0;
        keyLow = 0;
        bodyHash = 0;
        notAfterNs = 0;
        traceHigh = 0;
        traceLow = 0;
        return this;
    }

    CommandPublisher key(long high, long low, long newBodyHash) {
        keyHigh = high;
        keyLow = low;
        bodyHash = newBodyHash;
        return this;
    }

    CommandPublisher notAfter(long timestampNs) {
        notAfterNs = timestampNs;
        return this;
    }

    CommandPublisher trace(long high, long low) {
        traceHigh = high;
        traceLow = low;
        return this;
    }

    /** Zero, or the SBE value of {@code Reason}: not executed. */
    int publish(int templateId, DirectBuffer rows, int rowLength, int events, Answers answers, long number) {
        if (isRefused(templateId, rows, rowLength, events)) return Reason.REFUSED_BY_OPERATOR.value();
        boolean isShared = share.number() != Share.NONE;
        if (isShared && !share.tryTake(events, eventsPerPrincipal)) return Reason.WINDOW_EXCEEDED.value();
        long first = isLookup(templateId) ? ingress.tryClaimRead(events) : ingress.tryClaim(events);
        if (first < 0) {
            if (isShared) share.giveBack(events);
            return Ingress.refusal(first);
        }
        // What was claimed must be published: nothing below can fail.
        for (int i = 0; i < events; i++) {
            Slot slot = ingress.at(first + i).begin(templateId, events, i, rowLength);
            slot.memory().putBytes(slot.bodyOffset(), rows, i * rowLength, rowLength);
        }
        Slot slot = ingress.at(first).from(answers, number, 0, 0).tag(share.number());
        if (templateId >= INTERNAL_FROM) slot.internal();
        slot.memory().setMemory(slot.headOffset(), Slot.HEAD_LENGTH, (byte) 0);
        head.wrap(slot.memory(), slot.headOffset());
        head.requestKey().high(keyHigh).low(keyLow);
        head.bodyHash(bodyHash).notAfter(notAfterNs).principal(principal).events(events);
        head.traceId().high(traceHigh).low(traceLow);
        ingress.publishQuietly(first, events);
        loop.published();
        return 0;
    }

    private boolean isRefused(int templateId, DirectBuffer rows, int rowLength, int events) {
        return templateId < INTERNAL_FROM && refused.isInAny(rows, 0, rowLength, events) && !isLookup(templateId);
    }

    private static boolean isLookup(int templateId) {
        return templateId == LookupAccountsEncoder.TEMPLATE_ID
                || templateId == LookupTransfersEncoder.TEMPLATE_ID
                || templateId == MayAdministerEncoder.TEMPLATE_ID;
    }
}
