using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Core.Memory;
using Xunit;

namespace SqlSpark.Core.Tests.Memory;

/// <summary>Runs random sequences of calls against a model that only adds and subtracts charges.</summary>
public sealed class MemoryModelTests
{
    private const long PoolLimit = 6 << 20;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Random_calls_are_granted_refused_and_counted_as_the_model_says(bool isChecked) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ListOf(300).ToArbitrary(), steps =>
        {
            using var pool = new MemoryPool(PoolLimit, new MemoryPoolOptions { IsChecked = isChecked, QuarantineBytes = 1 << 20 });
            var run = new Run(pool);
            foreach (var step in steps)
                run.Step(step);
            run.Finish();
        }).QuickCheckThrowOnFailure();

    private sealed class Node(MemoryAccount account, Node? parent)
    {
        public MemoryAccount Account { get; } = account;

        public long Used { get; private set; }

        public bool Fits(long bytes) => Used + bytes <= Account.LimitBytes && (parent is null ? true : parent.Fits(bytes));

        public void Add(long bytes)
        {
            Used += bytes;
            parent?.Add(bytes);
        }
    }

    private sealed class Held(NativeBuffer buffer, Node payer, long charge, byte mark)
    {
        public NativeBuffer Buffer { get; } = buffer;

        public Node Payer { get; set; } = payer;

        public long Charge { get; } = charge;

        public int References { get; set; } = 1;

        public void VerifyContent() => Assert.Equal(-1, Buffer.AsSpan<byte>().IndexOfAnyExcept(mark));
    }

    private sealed class Run
    {
        private readonly MemoryPool _pool;
        private readonly List<Node> _nodes = [];
        private readonly List<Held> _buffers = [];
        private readonly List<(Node Payer, long Bytes)> _reservations = [];
        private byte _mark;

        public Run(MemoryPool pool)
        {
            _pool = pool;
            var first = new Node(pool.CreateAccount("first", 3 << 20), null);
            var second = new Node(pool.CreateAccount("second"), null);
            _nodes.AddRange([first, second]);
            _nodes.Add(new Node(first.Account.CreateChild("first task"), first));
            _nodes.Add(new Node(first.Account.CreateChild("second task", 1 << 20), first));
            _nodes.Add(new Node(second.Account.CreateChild("third task"), second));
        }

        private long Used => _nodes[0].Used + _nodes[1].Used;

        public void Step(int step)
        {
            var node = _nodes[step / 16 % _nodes.Count];
            var size = step / 128;
            var bytes = size % (1L << (size % 22));
            switch (step % 16)
            {
                case < 6:
                    Allocate(node, bytes);
                    break;
                case < 9 when _buffers.Count > 0:
                    Release(_buffers[size % _buffers.Count]);
                    break;
                case 9 when _buffers.Count > 0:
                    var shared = _buffers[size % _buffers.Count];
                    shared.Buffer.Retain();
                    shared.References++;
                    break;
                case < 12 when _buffers.Count > 0:
                    Transfer(_buffers[size % _buffers.Count], node);
                    break;
                case < 14:
                    Reserve(node, bytes);
                    break;
                case 14 when _reservations.Count > 0:
                    ReleaseReservation(_reservations[size % _reservations.Count]);
                    break;
                case 15 when size % 8 == 0:
                    _pool.Trim();
                    break;
                default:
                    break;
            }

            foreach (var checkedNode in _nodes)
                Assert.Equal(checkedNode.Used, checkedNode.Account.UsedBytes);
            Assert.Equal(Used, _pool.UsedBytes);
        }

        public void Finish()
        {
            while (_buffers.Count > 0)
                Release(_buffers[^1]);
            while (_reservations.Count > 0)
                ReleaseReservation(_reservations[^1]);
            foreach (var node in _nodes)
                Assert.InRange(node.Account.PeakBytes, 0, Math.Min(node.Account.LimitBytes, PoolLimit));
            for (var i = _nodes.Count - 1; i >= 0; i--)
                _nodes[i].Account.Dispose();
            Assert.Equal(0, _pool.UsedBytes);
            _pool.Trim();
            Assert.Equal(0, _pool.ResidentBytes);
        }

        private bool Fits(Node node, long bytes) => node.Fits(bytes) && Used + bytes <= PoolLimit;

        private void Allocate(Node node, long bytes)
        {
            var charge = SizeClasses.ChargeOf(bytes);
            var fits = Fits(node, charge);
            Assert.Equal(fits, node.Account.TryAllocate(bytes, out var buffer));
            if (!fits)
                return;
            Assert.Equal(bytes, buffer!.ByteLength);
            Assert.Equal(1, buffer.ReferenceCount);
            _mark++;
            buffer.AsSpan<byte>().Fill(_mark);
            _buffers.Add(new Held(buffer, node, charge, _mark));
            node.Add(charge);
        }

        private void Release(Held held)
        {
            held.VerifyContent();
            held.Buffer.Release();
            if (--held.References > 0)
                return;
            _buffers.Remove(held);
            held.Payer.Add(-held.Charge);
        }

        private void Transfer(Held held, Node target)
        {
            // The charge counts twice for a moment: the new account pays before the old one is paid back.
            if (!Fits(target, held.Charge))
                return;
            held.Buffer.TransferTo(target.Account);
            held.Payer.Add(-held.Charge);
            held.Payer = target;
            target.Add(held.Charge);
        }

        private void Reserve(Node node, long bytes)
        {
            var fits = Fits(node, bytes);
            Assert.Equal(fits, node.Account.TryReserve(bytes));
            if (!fits)
                return;
            node.Add(bytes);
            _reservations.Add((node, bytes));
        }

        private void ReleaseReservation((Node Payer, long Bytes) reservation)
        {
            _reservations.Remove(reservation);
            reservation.Payer.Account.ReleaseReservation(reservation.Bytes);
            reservation.Payer.Add(-reservation.Bytes);
        }
    }
}
