package io.florin.ledger.model;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.scenario.Id;

/** Copies of commands, so that a retry can be changed without changing the first attempt. */
final class Commands {
    private Commands() {}

    static TransferCommand copy(TransferCommand of) {
        return new TransferCommand()
                .idHigh(of.idHigh())
                .idLow(of.idLow())
                .debitAccountIdHigh(of.debitAccountIdHigh())
                .debitAccountIdLow(of.debitAccountIdLow())
                .creditAccountIdHigh(of.creditAccountIdHigh())
                .creditAccountIdLow(of.creditAccountIdLow())
                .pendingIdHigh(of.pendingIdHigh())
                .pendingIdLow(of.pendingIdLow())
                .userData128High(of.userData128High())
                .userData128Low(of.userData128Low())
                .userData64(of.userData64())
                .userData32(of.userData32())
                .amountMinor(of.amountMinor())
                .timestampNs(of.timestampNs())
                .timeoutSeconds(of.timeoutSeconds())
                .ledger(of.ledger())
                .code(of.code())
                .flags(of.flags());
    }

    static AccountCommand copy(AccountCommand of) {
        return new AccountCommand()
                .idHigh(of.idHigh())
                .idLow(of.idLow())
                .debitsPendingMinor(of.debitsPendingMinor())
                .debitsPostedMinor(of.debitsPostedMinor())
                .creditsPendingMinor(of.creditsPendingMinor())
                .creditsPostedMinor(of.creditsPostedMinor())
                .userData128High(of.userData128High())
                .userData128Low(of.userData128Low())
                .userData64(of.userData64())
                .userData32(of.userData32())
                .timestampNs(of.timestampNs())
                .ledger(of.ledger())
                .code(of.code())
                .flags(of.flags())
                .debitAllowanceMinor(of.debitAllowanceMinor())
                .creditAllowanceMinor(of.creditAllowanceMinor())
                .limitsVersion(of.limitsVersion())
                .frozen(of.frozen())
                .reason(of.reason());
    }

    static TransferCommand id(TransferCommand of, Id id) {
        return of.idHigh(id.high()).idLow(id.low());
    }

    static TransferCommand debit(TransferCommand of, Id id) {
        return of.debitAccountIdHigh(id.high()).debitAccountIdLow(id.low());
    }

    static TransferCommand credit(TransferCommand of, Id id) {
        return of.creditAccountIdHigh(id.high()).creditAccountIdLow(id.low());
    }

    static TransferCommand pending(TransferCommand of, Id id) {
        return of.pendingIdHigh(id.high()).pendingIdLow(id.low());
    }

    static AccountCommand id(AccountCommand of, Id id) {
        return of.idHigh(id.high()).idLow(id.low());
    }
}
