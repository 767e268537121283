package io.florin.snapshot;

import io.florin.journal.Disk;
import io.florin.journal.DiskFile;
import io.florin.ledger.Ledger;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A process that writes one snapshot, then begins another and stands still in the middle of it, before the n-th thing
 * that it would change on disk, until it is killed. A write there is half done.
 */
final class StopsWritingSnapshot {
    static final int ACCOUNTS = 9_000;
    static final int TRANSFERS = 500;

    private static int changesLeft = Integer.MAX_VALUE;

    private StopsWritingSnapshot() {}

    public static void main(String[] arguments) throws IOException {
        Ledger ledger = States.of(ACCOUNTS, TRANSFERS);
        Snapshots snapshots = Snapshots.of(disk(), Path.of(arguments[0]));
        try (Snapshots.Lock lock = snapshots.tryLock().orElseThrow()) {
            lock.create(ledger, States.position(ledger));
            States.transfer(ledger, TRANSFERS + 1, ACCOUNTS);
            changesLeft = Integer.parseInt(arguments[1]);
            lock.create(ledger, States.position(ledger));
            say("done");
        }
    }

    private static void say(String word) {
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII).println(word);
    }

    private static Disk disk() {
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, arguments) -> {
                    boolean isChange =
                            switch (method.getName()) {
                                case "create", "rename", "delete", "forceDirectory" -> true;
                                default -> false;
                            };
                    if (isChange) change();
                    Object result = call(method, Disk.real(), arguments);
                    return result instanceof DiskFile file ? file(file) : result;
                });
    }

    private static DiskFile file(DiskFile real) {
        return (DiskFile) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {DiskFile.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write") && changesLeft == 0) {
                        var bytes = (ByteBuffer) arguments[0];
                        real.write(bytes.slice(bytes.position(), bytes.remaining() / 2), (long) arguments[1]);
                    }
                    if (method.getName().equals("write") || method.getName().equals("force")) change();
                    return call(method, real, arguments);
                });
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            method.setAccessible(true);
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private static void change() throws InterruptedException {
        if (changesLeft-- > 0) return;
        say("stopped");
        new CountDownLatch(1).await();
    }
}
