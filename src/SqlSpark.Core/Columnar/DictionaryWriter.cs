using System.Diagnostics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;

namespace SqlSpark.Core.Columnar;

/// <summary>
/// A register of dictionary codes, as <see cref="VectorWriter"/> is one of values: <see cref="Begin"/> opens it for a batch, codes are written, and
/// <see cref="Publish"/> seals it. Buffers are reused from batch to batch unless somebody retained them.
/// </summary>
/// <param name="account">Pays for the buffers.</param>
/// <remarks>Not thread-safe. The writer owns its buffers and retains no dictionary: the caller keeps it alive as long as what was published.</remarks>
public sealed unsafe class DictionaryWriter(MemoryAccount account) : IDisposable
{
    private const int MinimumCapacity = 64;

    private readonly bool _checked = account.Pool.IsChecked;
    private NativeBuffer? _codes;
    private NativeBuffer? _validity;
    private VectorDictionary? _dictionary;
    private DictionaryVector? _shell;
    private bool _hasValidity;

    /// <summary>Rows of the vector being written.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes of a code: 1, 2 or 4.</summary>
    public int CodeWidth { get; private set; }

    /// <summary>True when a validity bitmap was made since <see cref="Begin"/>.</summary>
    public bool HasValidity => _hasValidity;

    /// <summary>Bytes that a code of a dictionary needs: 1 up to 256 entries, 2 up to 65,536, else 4.</summary>
    public static int WidthFor(int entryCount) => entryCount switch
    {
        <= 1 << 8 => 1,
        <= 1 << 16 => 2,
        _ => 4,
    };

    /// <summary>Opens the register for a vector without nulls whose codes are initialised memory of no meaning.</summary>
    /// <param name="dictionary">The entries; at least one where there are rows.</param>
    /// <param name="length">Rows.</param>
    public void Begin(VectorDictionary dictionary, int length)
    {
        Debug.Assert(length == 0 || dictionary.Values.Length > 0, "codes need entries");
        if (_checked)
            _shell?.MarkStale();
        if (_checked || _shell?.Type.Equals(dictionary.Values.Type) == false)
            _shell = null;
        _dictionary = dictionary;
        Length = length;
        CodeWidth = WidthFor(dictionary.Values.Length);
        _hasValidity = false;
        Renew(ref _codes, (long)Math.Max(length, MinimumCapacity) * CodeWidth);
    }

    /// <summary>The codes, one a row, also in range under nulls; <typeparamref name="T"/> is byte, ushort or int after <see cref="CodeWidth"/>.</summary>
    public Span<T> Codes<T>()
        where T : unmanaged
    {
        Debug.Assert(Unsafe.SizeOf<T>() == CodeWidth, $"{typeof(T).Name} written to codes of {CodeWidth} bytes");
        return new Span<T>(_codes!.Address, Length);
    }

    /// <summary>The validity bitmap, made with all rows valid when there is none yet.</summary>
    public Span<ulong> Validity
    {
        get
        {
            var words = Bitmaps.WordCount(Length);
            if (!_hasValidity)
            {
                Renew(ref _validity, Math.Max(words, 1) * 8L);
                _hasValidity = true;
                Bitmaps.SetAll(new Span<ulong>(_validity!.Address, words), Length);
            }

            return new Span<ulong>(_validity!.Address, words);
        }
    }

    /// <summary>Seals the vector. It is borrowed from this register until the next <see cref="Begin"/>.</summary>
    public DictionaryVector Publish()
    {
        var shell = _shell ??= new DictionaryVector(_dictionary!);
        shell.Borrow(_dictionary!, CodeWidth, Length, _codes!, _hasValidity ? _validity : null);
        return shell;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_checked)
            _shell?.MarkStale();
        _shell = null;
        _codes?.Release();
        _codes = null;
        _validity?.Release();
        _validity = null;
    }

    private void Renew(ref NativeBuffer? buffer, long byteLength)
    {
        if (buffer is not null && !buffer.IsShared && buffer.ByteLength >= byteLength)
        {
            buffer.Renew();
            return;
        }

        var next = account.Allocate(byteLength);
        buffer?.Release();
        buffer = next;
    }
}
