package io.florin.pipeline;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.AccountView;
import io.florin.ledger.LimitsCommand;
import io.florin.ledger.StatusCommand;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferView;
import io.florin.protocol.codec.AccountRowDecoder;
import io.florin.protocol.codec.AccountRowEncoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.IdEncoder;
import io.florin.protocol.codec.LimitsRowDecoder;
import io.florin.protocol.codec.Outcome;
import io.florin.protocol.codec.PendingStatus;
import io.florin.protocol.codec.StatusRowDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import io.florin.protocol.codec.TransferRowEncoder;
import org.agrona.MutableDirectBuffer;

/** Rows of SBE to the ledger's commands, and its views to rows. One thread; allocates nothing. */
final class RowAdapter {
    private final TransferRowDecoder transferIn = new TransferRowDecoder();
    private final AccountRowDecoder accountIn = new AccountRowDecoder();
    private final LimitsRowDecoder limitsIn = new LimitsRowDecoder();
    private final StatusRowDecoder statusIn = new StatusRowDecoder();
    private final TransferRowEncoder transferOut = new TransferRowEncoder();
    private final AccountRowEncoder accountOut = new AccountRowEncoder();

    void decode(MutableDirectBuffer memory, int offset, TransferCommand command) {
        transferIn.wrap(memory, offset);
        IdDecoder id = transferIn.id();
        command.idHigh(id.high()).idLow(id.low());
        IdDecoder debit = transferIn.debitAccountId();
        command.debitAccountIdHigh(debit.high()).debitAccountIdLow(debit.low());
        IdDecoder credit = transferIn.creditAccountId();
        command.creditAccountIdHigh(credit.high()).creditAccountIdLow(credit.low());
        IdDecoder pending = transferIn.pendingId();
        command.pendingIdHigh(pending.high()).pendingIdLow(pending.low());
        IdDecoder userData = transferIn.userData128();
        command.userData128High(userData.high()).userData128Low(userData.low());
        command.userData64(transferIn.userData64())
                .userData32((int) transferIn.userData32())
                .amountMinor(transferIn.amount())
                .timestampNs(transferIn.timestamp())
                .timeoutSeconds((int) transferIn.timeout())
                .ledger((int) transferIn.ledger())
                .code(transferIn.code())
                .flags(transferIn.flags());
    }

    void decode(MutableDirectBuffer memory, int offset, AccountCommand command) {
        accountIn.wrap(memory, offset);
        IdDecoder id = accountIn.id();
        command.idHigh(id.high()).idLow(id.low());
        command.debitsPendingMinor(accountIn.debitsPending())
                .debitsPostedMinor(accountIn.debitsPosted())
                .creditsPendingMinor(accountIn.creditsPending())
                .creditsPostedMinor(accountIn.creditsPosted());
        IdDecoder userData = accountIn.userData128();
        command.userData128High(userData.high()).userData128Low(userData.low());
        command.userData64(accountIn.userData64())
                .userData32((int) accountIn.userData32())
                .timestampNs(accountIn.timestamp())
                .ledger((int) accountIn.ledger())
                .code(accountIn.code())
                .flags(accountIn.flags())
                .debitAllowanceMinor(accountIn.debitAllowance())
                .creditAllowanceMinor(accountIn.creditAllowance())
                .limitsVersion((int) accountIn.limitsVersion())
                .frozen(accountIn.frozen())
                .reason(accountIn.reason());
    }

    void decode(MutableDirectBuffer memory, int offset, LimitsCommand command) {
        limitsIn.wrap(memory, offset);
        IdDecoder id = limitsIn.accountId();
        command.accountIdHigh(id.high())
                .accountIdLow(id.low())
                .debitAllowanceMinor(limitsIn.debitAllowance())
                .creditAllowanceMinor(limitsIn.creditAllowance())
                .expectedVersion((int) limitsIn.expectedVersion());
    }

    void decode(MutableDirectBuffer memory, int offset, StatusCommand command) {
        statusIn.wrap(memory, offset);
        IdDecoder id = statusIn.accountId();
        command.accountIdHigh(id.high())
                .accountIdLow(id.low())
                .frozen(statusIn.frozen())
                .reason(statusIn.reason());
    }

    void encode(AccountView view, MutableDirectBuffer memory, int offset) {
        memory.setMemory(offset, AccountRowEncoder.ENCODED_LENGTH, (byte) 0);
        accountOut.wrap(memory, offset);
        id(accountOut.id(), view.idHigh(), view.idLow());
        id(accountOut.userData128(), view.userData128High(), view.userData128Low());
        accountOut
                .debitsPending(view.debitsPendingMinor())
                .debitsPosted(view.debitsPostedMinor())
                .creditsPending(view.creditsPendingMinor())
                .creditsPosted(view.creditsPostedMinor())
                .userData64(view.userData64())
                .timestamp(view.timestampNs())
                .debitAllowance(view.debitAllowanceMinor())
                .creditAllowance(view.creditAllowanceMinor())
                .userData32(Integer.toUnsignedLong(view.userData32()))
                .ledger(Integer.toUnsignedLong(view.ledger()))
                .limitsVersion(Integer.toUnsignedLong(view.limitsVersion()))
                .code(view.code())
                .flags(view.flags())
                .frozen(view.frozen())
                .reason(view.reason());
    }

    void encode(TransferView view, MutableDirectBuffer memory, int offset) {
        memory.setMemory(offset, TransferRowEncoder.ENCODED_LENGTH, (byte) 0);
        transferOut.wrap(memory, offset);
        id(transferOut.id(), view.idHigh(), view.idLow());
        id(transferOut.debitAccountId(), view.debitAccountIdHigh(), view.debitAccountIdLow());
        id(transferOut.creditAccountId(), view.creditAccountIdHigh(), view.creditAccountIdLow());
        id(transferOut.pendingId(), view.pendingIdHigh(), view.pendingIdLow());
        id(transferOut.userData128(), view.userData128High(), view.userData128Low());
        transferOut
                .amount(view.amountMinor())
                .userData64(view.userData64())
                .timestamp(view.timestampNs())
                .userData32(Integer.toUnsignedLong(view.userData32()))
                .timeout(Integer.toUnsignedLong(view.timeoutSeconds()))
                .ledger(Integer.toUnsignedLong(view.ledger()))
                .code(view.code())
                .flags(view.flags())
                .outcome(Outcome.get((short) view.outcome()))
                .pendingStatus(PendingStatus.get((short) view.pendingStatus()))
                .status(view.status());
    }

    private static void id(IdEncoder id, long high, long low) {
        id.high(high).low(low);
    }
}
