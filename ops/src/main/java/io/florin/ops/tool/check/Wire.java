package io.florin.ops.tool.check;

import io.florin.gateway.client.ClientTls;
import io.florin.ledger.AccountView;
import io.florin.ledger.TransferView;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.RefusedException;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Result;
import io.florin.protocol.Frames;
import io.florin.protocol.SessionFrames;
import io.florin.protocol.codec.AccountsDecoder;
import io.florin.protocol.codec.EstablishmentAckDecoder;
import io.florin.protocol.codec.LookupAccountsEncoder;
import io.florin.protocol.codec.LookupTransfersEncoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.NegotiationResponseDecoder;
import io.florin.protocol.codec.ResultsDecoder;
import io.florin.protocol.codec.SequenceDecoder;
import io.florin.protocol.codec.TransfersDecoder;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/** One connection to a node's binary port, one request at a time: sends the frame, waits for its answer. One thread. */
final class Wire implements AutoCloseable {
    private static final int KEEP_ALIVE_MS = 60_000; // nobody speaks while a table does something else
    private static final int TIMEOUT_MS = (int) TimeUnit.SECONDS.toMillis(30);

    private final Socket socket;
    private final DataInputStream in;
    private final RequestCodec requests = new RequestCodec();
    private final AnswerCodec answers = new AnswerCodec();

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Connects. */
    static Wire connect(InetSocketAddress address) throws IOException {
        return connect(address, "", Optional.empty());
    }

    /**
     * Connects in the name of a key; empty for none.
     *
     * @throws RefusedException if the node does not let its owner in.
     */
    static Wire connect(InetSocketAddress address, String apiKey, Optional<ClientTls> tls) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(address, TIMEOUT_MS);
            if (tls.isPresent()) socket = tls.get().over(socket, address);
            var wire = new Wire(socket);
            wire.begin(apiKey);
            return wire;
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    /**
     * Has the request decided. What was moved is looked up behind it, since an answer does not tell.
     *
     * @throws RefusedException if the node would not decide it.
     */
    List<Result> decide(Request.Batch batch) throws IOException {
        UnsafeBuffer frame = exchange(requests.batch(batch), ResultsDecoder.TEMPLATE_ID);
        List<Result> results = answers.results(frame);
        if (!(batch instanceof Request.CreateTransfers transfers)) return results;
        List<Id> ids = transfers.rows().stream()
                .map(row -> new Id(row.idHigh(), row.idLow()))
                .toList();
        return answers.moved(results, transfers(ids));
    }

    /** Accounts in the order asked. */
    List<Optional<AccountView>> accounts(List<Id> ids) throws IOException {
        if (ids.isEmpty()) return List.of();
        byte[] request = requests.lookup(LookupAccountsEncoder.TEMPLATE_ID, ids);
        return answers.accounts(exchange(request, AccountsDecoder.TEMPLATE_ID));
    }

    /** What became of the ids, in the order asked. */
    List<TransferView> transfers(List<Id> ids) throws IOException {
        if (ids.isEmpty()) return List.of();
        byte[] request = requests.lookup(LookupTransfersEncoder.TEMPLATE_ID, ids);
        return answers.transfers(exchange(request, TransfersDecoder.TEMPLATE_ID));
    }

    /** Fills the view; false if there is no such account to be seen. */
    boolean account(Id id, AccountView view) throws IOException {
        byte[] request = requests.lookup(LookupAccountsEncoder.TEMPLATE_ID, List.of(id));
        return answers.account(exchange(request, AccountsDecoder.TEMPLATE_ID), view);
    }

    /** Fills the view with what became of the id. */
    void transfer(Id id, TransferView view) throws IOException {
        byte[] request = requests.lookup(LookupTransfersEncoder.TEMPLATE_ID, List.of(id));
        answers.transfer(exchange(request, TransfersDecoder.TEMPLATE_ID), view);
    }

    private void begin(String apiKey) throws IOException {
        UUID id = UUID.randomUUID();
        exchange(SessionFrames.negotiate(id, 0, apiKey), NegotiationResponseDecoder.TEMPLATE_ID);
        exchange(SessionFrames.establish(id, 1, 0, KEEP_ALIVE_MS, ""), EstablishmentAckDecoder.TEMPLATE_ID);
    }

    private UnsafeBuffer exchange(byte[] request, int expectedTemplateId) throws IOException {
        socket.getOutputStream().write(request);
        byte[] frame = frame();
        while (isHeartbeat(frame)) frame = frame();
        return answers.checked(frame, expectedTemplateId);
    }

    private static boolean isHeartbeat(byte[] frame) {
        var header = new MessageHeaderDecoder().wrap(new UnsafeBuffer(frame), Frames.HEADER_LENGTH);
        return header.templateId() == SequenceDecoder.TEMPLATE_ID;
    }

    private byte[] frame() throws IOException {
        byte[] head = new byte[Integer.BYTES];
        in.readFully(head);
        int length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length < Frames.LENGTH_MIN || length > Frames.LENGTH_MAX) {
            throw new IOException("the node answers with no frame of Florin's: length=" + length);
        }
        byte[] frame = new byte[length];
        System.arraycopy(head, 0, frame, 0, head.length);
        in.readFully(frame, head.length, length - head.length);
        return frame;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
