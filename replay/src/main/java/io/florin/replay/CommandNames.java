package io.florin.replay;

import io.florin.protocol.codec.CapacitiesDecoder;
import io.florin.protocol.codec.CloseDayDecoder;
import io.florin.protocol.codec.CreateAccountsDecoder;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.EpochDecoder;
import io.florin.protocol.codec.FeatureLevelDecoder;
import io.florin.protocol.codec.GenesisDecoder;
import io.florin.protocol.codec.GrantDecoder;
import io.florin.protocol.codec.PulseDecoder;
import io.florin.protocol.codec.SetAccountLimitsDecoder;
import io.florin.protocol.codec.SetAccountStatusDecoder;

/** What people call the commands of a journal. */
public final class CommandNames {
    private CommandNames() {}

    /** Of the command with this SBE template. */
    public static String of(int templateId) {
        return switch (templateId) {
            case CreateAccountsDecoder.TEMPLATE_ID -> "create_accounts";
            case CreateTransfersDecoder.TEMPLATE_ID -> "create_transfers";
            case SetAccountLimitsDecoder.TEMPLATE_ID -> "set_account_limits";
            case SetAccountStatusDecoder.TEMPLATE_ID -> "set_account_status";
            case GenesisDecoder.TEMPLATE_ID -> "genesis";
            case EpochDecoder.TEMPLATE_ID -> "epoch";
            case PulseDecoder.TEMPLATE_ID -> "pulse";
            case GrantDecoder.TEMPLATE_ID -> "grant";
            case CapacitiesDecoder.TEMPLATE_ID -> "capacities";
            case FeatureLevelDecoder.TEMPLATE_ID -> "feature_level";
            case CloseDayDecoder.TEMPLATE_ID -> "close_day";
            default -> "template " + templateId;
        };
    }
}
