package io.github.kerasjvm.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/** Small HDF5 files, written by h5py 3 as their comments say; compressed, so that they can stand here as text. */
final class TestFiles {

    /** A whole model of Keras 2: one Dense layer of 2 to 3, with training configuration and two optimizer weights. */
    static final String WHOLE = """
            H4sIAAAAAAACA+1az08TQRSebUtZCGBJJBQR2TQejCJUFMMPkSKgPRgh4oHEGFxggQ3tFrsVUELkWG8eOXLkyNGbHDly5MiRo/+Bzu7M
            bGeGwlZSQNL3hWU6s7Nvdt++982+N/M9OfqyvvZWLXKgqiiEIojHH4qDF2Kdnf9IS4WWeVruBFh72D0Xpe0RKl8LkvoEvfDd27Exp/cf
            Cd6NRIUCUGFIjg1POOUUrcdpuR8Q+6Uzc0ZqetUwFxZzNq5nlnNm2vxqZLk23l7v+YzbSO1Vtus6lKRyGtBNpKIlI6vb0ytG1jYzFm5v
            URT3yog3liqMGy40uW11KEF/q668GX12ybDmfOXUcnICwn3Vu3KIPmYz1ry5gEq4rxFOXlCQF3Hl5bK6aZnWAhPpJ+8GJy/ktoeK8kG8
            mtT3UGl8oN5m1wOADwp+fBgW+80Zlm3gMpdZnk4ZK9gXRIZQJD5BJfLBVojUf4YZH0xRu6/DfhJFKf0L5hxLTxuEcVoUVNxPFEXwF1ZW
            cX5TdSY/oJL5IVzkeV6NjL9WOEcS+Amju/NRT2eccIsnz9En1msmO5/KrBa4wuMPjPXYbEq3bVcDsX4tNml8+mxYOVNPxTq0GCEP3L4e
            Yx1sp93Vmo2r7z9sbHic4fGIKzeVsZ0esbRtxDaInpi+uPcd9rlfSjdYr9x1XTOmbvfHOZVhdufPY5a3jJTTo4a2N9FyeE5Pd/GdutKu
            oFpJn2bOyPZzxpZvAF8GAAAAAAAAAAAAAMDFY/LN+KiCo3sW7y6HxDyAnOdgebvddrHfFI1p17orU48KChbNa0600TiftvvlNbX7pFTB
            NCsScl6T5bd3W8V+LM/F/C9ZZh5Itoj+vUzrP1rF+8pLPLD3kJRHXZX5/lh+WNZXHVqkeqp388Mk/1xIEPvlh1n+lZUNHEmoiOYxab3a
            lVFF5Cjs/ZAMuRIQ5QUluUGvjLqXNmrtNAeroWYVNX+j56vwYM75QIAIVCnzBRXcUZgpGNaumJ8VgZ/Ze2ILB5H24v5HHwbF20V5hUww
            AcscMz/oLdP9yf502jzzu1ucZ06Td/SUNvTxo28O4X8J/IePTXxs4wPhts3n+PhVLfQrdgAAAAAAALhO8ItHFx9APAr5IcV7/8d3xHhP
            /n4GnB1fe/mzjrP7M30ftoHuxDhJjmujQpwcLFscG9VY5C4i/x/yNzp93zSgoiHnM7x5PC77FcHEJX1X5J/AdwXYZcEu2by4Ja0fsf2S
            zv5K3k4T5xyX5cHk9apy52f5/f3OHtAmrl5TdB4T9+0G8UjO74jKLkv4zFd3teIetX2tvo/YusKhtK4g5y3ZU649Bl86+/vosvL+HZro
            yQxXm/f3m4d6n8E8BPPQyfVWrU/sV+711tPWZ7bpuHsDpdlvIgH2C/Z70n6PBsR+ZL2y3PsFCnmhtT5xvpbtGPBvPLAzSOr7QyXGU8PA
            A8ADJ3ngWFqdT9MtCxfFA5uDIg/IdgwoTY8HPaCT8+AvGCW6kdBCAAA=
            """;

    /** A tree with one array of every element type and storage, {@code layers/kinds/vars/0} to {@code 26}; 12 optimizer variables. */
    static final String KINDS = """
            H4sIAAAAAAACA+1dfUwcxxWf/bjjgAPOcRKfv+pFcZwD0obD1NAmhYMYg5U4QY2dWo1kAQYCCjHExi524nCy2oQockKipr60cUukNKJS
            q9LUlaha2RdLVYnaqjRqI//XkyI1RLUa1H+MZEvX2ZuZ3Z25292jBvvueD9pmJ3Z384Ob97Mvjczu/dKx+49ZSWbSpAOnw+pKICsSFLE
            3+XT7HwXjSUaT9B4Wmb5UupckOavo+WLvP3fbGvT2UkB7D4JD4n52gHWCjraWjr1+CBNazSek3neUPfJvqPHEBoeGR18dvBU31FBPxuX
            eV87/e1QSHrAk53+LhST2AdNCfprGccmPDzvmcEjvccs+tpxk/d94rHHd0tINvROU/j+IOoxq1esjOfFX6X9rW5ttp/dONBZRNIjxdmN
            A4tlMA7AOJA+DkwW87wT3fpTbKXHAcnQu1AR379FPQbYjQMKNw4EaAs2VvD2MBkHvLbjwLTG87UHSRxl7XOAxFM0HR0h8SyzY17k7aCx
            nbQdoYnyahzooh0wQfNnu52fN+Jz2I6XOMsGFudxoLaUHwcO0vRYGbSRE5icRXn5UYTK04PuxFI+0v1sn57eKEmpKwKGrH2c3HXzK1Zh
            tkX7w48/KlkeEFae1U5k7g9rz57+oeHu0fAuVs94BbQVAAAAAAAAAAAAAAAAuQp9/kCyOP4SCpFYJhnM76fLN2lpBQVTl67TtiE1laOh
            DT60YdyYR/ClzssyKdBHZ5AUKXYfYQSFGo3dVnmQeSvVmOeIbXPms3n1xUpnHpuHn/+qM6+LxoldoFdEr5ppW0RQfSmqTypuejVD9ao2
            p/Rq5eRRQc8FUIkHlVS49rMElYe/MOVRudxx52pOjjsrJ4/l9hc1VND9pXK5/aU+lIv9ZfUQb9b/6Ednpq83oMR4O0LRi+TcUjMjMfbg
            1gP7AseTTanEjS8i9Kl2CTXpnGtS8nl0oTluXtBwffpM+3gCXYwi1LwkFEbRlDwe2Hdg62Dkixup9KV5mp9iSteeT15A0XEU9bBVyyJL
            rVKtl5SSSbIXwtAYfKwYukSVKNqc6hcooVe7BasEDhF8HMVhCgcNp2v1PBziEbOCnS2WBzQ+HsEhisM0DjM4zOIwgcMkDjH9WhzmcJjH
            Ycpy7RXLcQIfL+Cw2MILY0lPtyKktvL5vtZMjTd26HBXRC7zVwTV4NWtW7Zslda9L38wefzly6kz6OWXPCXe8khiYQEr+IvKaPDGRm/q
            TFTx+yW/v9zvf83vR+U10pvlm+c+J6e+e+aluzafaDwjoe1fVj/79L0Pf0PyXyveWf7ObMLnRdXnPa/vntzVTvI9fn9DMLjlQx9ad1K6
            /tfTX/oTyS96oAntbW9v14pR5SXlhZp9R/5OTmzz3x/5+G8fFXfIqGJWunzqD3+ZIdUtr/1c3SHJKnpk94P/fYpvNGtDxYVGtDac3ljW
            RrI2zJTQaNaGutLipa2iKWgRhyVNUVMtgY99mpJoJ2oUah0+0jf6neF48954ZArf0xLGDv3ut7Mf/eP1R2Jtn13+4FzZr8evyuihi75S
            /d/DUHt2aP1Sz5Nav9KD0O/RepzfH0EntmNr7wLCrE8xKaH2fMW7Hw9N96MtOKc/Xo4kDfnxYTc+6elp0u5GPS3a3XIPUn+OnsL5T0dQ
            Ny5C7kX3jB1aj1kBT09YL0K9gSI452lchBxhT7zlCBQAAKwp/5+MEpLE21mmfRVIUQM+fn+BvT0VCfElMEwWnDxky4yAvTxaqTzUwpZH
            MTL8Mmd57KHy8OWFPOz2VS4I+5VXel/lzc1nean3hFvjXmc+8wJrdzjz2PsNsQececyKnq51kSuNZ8POPLbvMF6fP+OCzyIJ+37wWIjX
            qAIdF1C2z41Da+O5gbJ9bnStjeeGlO1zozevnhs3ox/ZjR9DBTV+KGnzeSGy/1hGafbnnpZHn2hD+l74A220MAc5vRDiS86N+T227jRA
            04sNzvwRdvA1Zx77rwJfd+bRmTU08FC++zNeYxzJTq+yXL+UmB4F6HX6/LA5ZXKHZZ/1v0elZ/Kn3/Hz6mzfd5Hx//PprOWlCP1OVmJN
            5hCnmA+y29vv9PdnJFSc9v5M0OW6cTqKiDxxVDlnw/MK6V8KPNnmvn+04Yn3/acNT7zvNYGn2ty3oiozT7zvfTY88b7NVXya8Ypd6gEA
            AAAAAABwu/2MW2VHl6LOVFpSmD3nS+1rODZwvL9/qM+wlySa39vXP9Q92mex04jfgrmjhwf6ju6sY7Mnhn2e2JvRPtduyo7e5HLdt6gd
            uMnFjn6O8ja72NGvVmVnR79flZ0dfbEqOzv6E8rb6GK//seGJ963qJrEd7rY0Vo12NEAAAAAAADAjna2o8k6ksQ2Zpz2pb61NHSq37CX
            PJK5vmKxj0eeNE2qItO0WtmdHWwdiH23dOIbzny2yjDvUo0YjYP7nXlTNJ7uym+9Iv6InOaPjJiqlhH11J7e7mI/v2djdxeB3Q0AAAAA
            AACQZ/6I8/4YZGPfqcv1R9L2pYlfbmXIjfdO2fZttj2bbXffyexmGrPPG7DPF7BtbGy/ONuuFqYFhmmBYVpgmBYYpgWGaYHsS5NhWmCY
            FhimBdbR8upoeXW0vDpaXh0tr46WV7eLtS9BNEf9X3FfaPo+UTd9Cxj6Rs9HiL4SPWR56Xoo7iPtygl5qEJ/U+36X6WLPBQij0tRdr0p
            Dz3P4vc39pkil81b3Rp5ED82/TvvYuuI61yfVGc+r4J/CgAAAAAAALBG/Fj+dwD+fz91rjqzBRnLaXmwdTXjPYx7nPnTNA4edubN0DjU
            68xjv6cyMlxoeuX2HiPRo/US2eNmr1d/pnrlzSu9SvdXs5PHXTTPXh4fZ+xn5u9+eFO/+9E7enJE90/dfvdDT7Hf/SB16bwt8mB+a8CQ
            h8t74ca6vcat29vtczX9dnlp1LyVZfJu4Jbqh53/vtGG/y/Bbw8gfp4KAAAAAABAIfptov1EFrokJfN3b9U0+5LPt36HKON3VZZtX2nU
            vlKj46ZpIrwzpCOygn6bx/hm7Nxzzvw5Gl856syjn5hFC8eceVeYf3famacxe217buoVsUN9y/7OAUOS2qXlNufF95c21JD4DiHf7n2s
            eym/1IYvlt9A+cEs7ePWGr7+kkv9vy3UX3Kp/4BQf8ml/qdqxH7v3I8BAAAAAAAAAIBb7T+gDPPY7PzYJPMPAWtXP2Rb/Zh/k/eTO86T
            uBNEtybAvpvO1svZKlzsndW9L5k/koxxKV7G+9uJs/RgEtrICau3n+R7dCYkH/eTeE29esOZz9Zxg9935rHfFZj6iTOvi8YzU848Nj8W
            esuZx8blxh8Uil69kpd6tXryOAvy4OTxBsiDk8dbIA9OHm+DPDh5nAd5cPJ4F+TByeOneSkPhtV+v3WlfgdK/D2njnPZ/V8HXZqB1X/g
            bWdehM33/NDF36PxxI+cecz/n/xxofSDn8G4wMnjFyAPTh6/ykt5/A+Oes5lwKEAAA==
            """;

    /** Weights alone behind a user block of 1024 bytes: names in parts, with slashes, dots and Chinese characters. */
    static final String GROUPED = """
            H4sIAAAAAAACA+1bzU8TQRSf7ce2IB8lkrD40fbggfhRWkFEglJS0B6MEPXArbSwWkJpCW0AT3Ii9T8g8eKRm/wJHDl65OjFRG8cueF2
            583uznSXltJEcN8vgWHfzLwd3r6PmTczhCAQCLfiS3rmZXfnrU79IRgkPhKiFT5anAGCaf6Z9V+EUoKyCuW+h9F79ToF6CHgH/XS5wXo
            +P7t7Gyt9ZkAY6AK649wI9Kz0/O6vsBzFMojD98uB+WHQrZSUYuZhKCf4xd8L9PX9TFev7tIEvgGSb/2k8surarFZTIoUR0NGe8Mcu+X
            TZJO6yJp+LtH57OqbmTLmU11o7xSKmr0QUk6l5/fws+j85uH+m6NrJBC9pO6kSlm19RyvEa/qXXsqNVLktHHWuaGl9ViWa0ToDnOOr4J
            xlc+h++v77t/vu4ulYqbsQTlI3F+oQ/k/A38zqHcnF/I3yYWqSDc7hdYfPgp8+1Aqw27SV/yvRLx2sa1gzu8nxDHx9rvBOz9Vm4lW56I
            m+NMtjw+e/siQzCuMC1fpeZeSxbBcX5KQyWvZosl0479UD6OJWI1l+gV2rPx+4TvAX5lWPNvRbUwEfcL/SjdfGbv24rTMiDSE/z/m+xF
            W0AgEAgEAoFAIBAIBMIJ797MzUjaqprlz7Z9fB5AzMex9fxihG83BOvxasSdcmyUp4ze5+WHcKOdSYadjQd4+0kPgl0FUFbngeUxRXl1
            kTzIs5v0E4VsqSsf8xW6QVGjO+7LOOxXhMwmei7Tum/j1Xn4KR+JfUeaWJU8PD+vwNdrlIretS8agVxplAwEycBnqPdrL6vVezyUYRAy
            uV6JbX0pgmS2/+l3ccrD58N8u/bn4e3z3PkH9Pl32H58rH1QiFcsP23yp0i2PD77fYL0CMjHQX7MT+xHRH4U8237cjtT9j8ckqYI6uoQ
            CAQCgUD8Z+vW6iN+PoJw47rVzA8dC+tW8TwJm/crcZTdRezsRwztDO3MzA8dhnk7E9eziObkOH4XZdJa3kLMb9EMBsuXmXksVraaz1Ki
            tEWXMILqFfTfxPl+AsLVYHlHcR/Mem7eLi/dF50CX5UkozfI6BkYFLOzeru0zyeewv2E7SbnGzvjON9wM5zy9coY346dy25Xvt5jaK69
            ZnZCnCCCflcnIZ4DXWbxiHQYN1UWLblyoz4kyfTuycGInb0eA/X0CbPXhXPt1fE+DtirRPh5m3XfyN9EXBX3oVqPq/ei9hZ+teKqOF9b
            f4q22dp8zWcbFw7Bbo6bjAv7L3h/gHB3XGD6FJ/k27F7OewezmX3SQ19TfFxxvTzMr08ePTMdt51AuTQpOjHe+r8eJw0Pg8g+nGPxZXK
            DfgnLsk/YBsn+HufrceFhxAXfMIX2LsG63ozD7n3vJE+UZzgbnWDdX279Cp+LfXK6fzI0DT4oRSu/xEXj5vMT+VTor5RtOv8jgz6qmlx
            bttnpcN5NDJQKa1nCuqmWsislZa13zRUlcm0lc9fWwLvGghIAAA=
            """;

    /** As {@link #GROUPED}, with model_config and training_config of 70,000 characters each. */
    static final String HUGE = """
            H4sIAAAAAAACA+3bz28cVx0A8Ddre70NTrEhUjb8SFYrDlEpqU1LCVGgjpxQHyoSUVRFQuCsk01s1V2HrEmNSkVOlfkPIrj0mBs9csyx
            R445ckGCW4+9hd2dN7s74/WPOJZI8ecjJZN58+bN5O37MfOdmT8vXv758WPfOha6KpUwHqbDsKfR39dLufVs+424TOJyKy4flbL0b/S2
            VWP6dCy/NpauX487/uqXV650cz8t6J9INdufo2jxyqVrvfYS12tx+Xkpn285Lm+vNTY2mq2luUL7PP+Mx83a69038+17KszHcivhROfP
            cuPm+83WrXAqSdvodP+Yldzxy4OkXtpUWIz/frlXzvvNe4320v3mvfbqequTfipJdi1vYqi8Uq+8a3H78U5yNaw1/tC8t9RqfNBsz3bT
            v9nZ8aXu9iTp7zO8XH7tVrPVbm6rwMF5bit3Liu3vEu5//rbJ//56yc311v3z82l5SS5cWEm1vOn4+n64/L+xoWVb4ehWuGojwvZ/PDP
            cj5fbNX9frP4nMdNwtjIee2z7+THieL5ZfkfTI4et5ZXG+0Ls4PznD/w+Y3uX+FsPK/T6fLthavvJEMVlxunOjZWmo3W+qAfT8TlD8/N
            nesOiWOF/Nn5jxd+jziuvNYZ31rNtQuzE4X90vTBena8D2fT5WQxfS7//53/ur4AAAAAO3n3F1cvJ5276ix+tjmejwMU43HZ/fyNM/l8
            Z+P9+NaZo1mPe8Upa6/k64+j2M+Sfj87P5nvP4unYr+aVFe7yeKYxfqaCiuxPo+HE6EaPmyu3lnZSB9QdNN3fC6zw/OK6UGWXixz+LnN
            WK+MibScJPsd08BqUsqXN1Yod6y/rPZ2namdibHSWjhZCSf/FLdPdA7W3V4qpQVWYiR3LMkefVULNbP5P/1ddorDr5zO5zv8OPzoOPfK
            99P1f58efX5Z/kphvsri04PyU/MHPr/RzwkWX4/1s0P9ZePEozPF8lLXDu2Xe/DW6D8584Mq2LYNAPg/u2/d+kH+eoSjeN86iA89Kdy3
            Ft8nya77q7Pq7ln62T/O6Wf62SA+9Ph0vp8V72fZXz2e/646OVjcohjfSiMYWbxsEMfKlgeNZ1VraY6pwhlsvYDjd9j5+wSOtCzuWHwO
            Nvze/Ki49EztrThWzYc3vhbeeBo7VNbPtvfL0fHEL+P3CZv7vN54cN71xlG2U7y++mY+X/Ze9mHF60v9lju6ZR6L80QotO+ti3E+j+nl
            bD4KL/W/VLkxFCvvb59Oyum3J5+9Pqq/PompX/4o66/Xd+2vO36PE/trEvLXbcPPjSb2Ma8Wn0MdfF79Xm10D3+x5tXi9drdH+ubB7te
            Gx85LzyO/ebJPueFRz/Ljwcc7Xkha0+zF/P5su9ysu9wnvc5ab+9LqTrD7eN8+X048HPfzLyuuuLmDx9sTiOv7xtHJ8Ne78PUBzHS0ND
            aXmP8uees/zJkfNE/rvPg88Lr8Z5YbzwCzz8CtzXD+KQD3+6V3tKfeFp9R739YfVrma/ku1qp/dHzl6K4+GC+3+efd7MxqmVhWJ7Sx3W
            +zvZvFl9Ly15pT9vxvfRwsmN9btLa837zbWlD9Zvdf5Op6p2uDRcTj5OUQlp1s6Ue3v1zq73PXH/v8wk4frlwf8x+6748UyyLV/XR/Wb
            a412uzdh1i/U6u82f/f7ZmtjtbFWf7VWT4/bSf91DQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
            AAAAAAAAAAAAAAAAAAAAAAAAAAA4dL/5OPSUw3RvmYRkeXM89E2FxZg+HU6ESti411htrbbuLN1cb91evRNOJUlvz+lenq5KzJ/640wS
            qr9NcmkAwIvh7YWr73Tn509nkm3zd9dH9bX1drt+oVbfBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
            AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAOXf3j0PFfsY8867hvAgA=
            """;

    /** An array that is an external link to {@code /etc/secret.h5}. */
    static final String EXTERNAL_LINK = """
            H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwom8KPyYfIJUJoRSndA6RVMMHFGsJwEVFwQaj66upAgV1eQ6v9oAGbPA1YIjeq6
            UTBSgIerYwCIjoDyFaD0CSZUdTmJlalFxQwMxflpJSC+PlQAlj4tSLQXV/r1YIbwM1iJS78vOCE0x2hUjqZfpHKsgxVVXSJaeepBob3B
            fv4ujAxM8HSnwIxmPlo6FkAr92HZS2KExx+uciCAHcIv4CSuHPjAO1oOjJYDmOXABE5UdWWJoFqM2uUAIzzdabCjlgPo6XgU4CoHWFDK
            AQFoDFpA28eweIWUAww4y4FRMFoOIKcXWL6cwYue3qD5k0r2opcDBtyo9kRA+RW8o3GEDzDBSwDsOZwLGMKMSOrZoD0WRg4HRgNxYL8k
            tSRZvzg1uSi1RC/DlEE/JTWvOBUoDwC809bZkA8AAA==
            """;

    /** An array that is a soft link to itself. */
    static final String SOFT_LINK = """
            H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwoOSKLyYfIJUJoRSndA6RVMMHFmsJwEVFwAar4CM4RfARUPCXJ1Ban+jwZg9kSw
            QWgOhlEwEoGHq2MAOB3A0xEEnGBCVZeIlh49KLRXEGoTerrmgbqEEcgSAabunMTK1KL4vMTc1GKwuCQjxI0CcLdAUi4jIyOK+1BoDgQb
            V76BCRCbbyokRvPNaL5B5BtYemJgQ1WXDaX1E/WzkdOlA5n2Bvv5uzACTYGluxnMqOn9AJT/gHU0jgYSuDv7+zAiFajo5RKsPGVCE89G
            M+cA/2hYjoJRMApGwSgYBaNgFIyCUTAKRsEoGAWDFcDGN9HHYxDjm7zg8c3y1Mz0jBLEACcl45ugsQT08SHYuCVsnEFgNGqIAgBYmZ4m
            wBkAAA==
            """;

    /** A group that contains itself through a hard link. */
    static final String CYCLE = """
            H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwomSKLyYfIJUJoRSndA6RVMMHFGsJwEVFwQaj66upAgV1eQ6v9oAGbPA1YIzcEw
            CkYi8HB1DADREVA+LJWeYEJVl5NYmVpUjEiPHhTaC0q9TFjSrwczhJ/BSlz6fcE5mn5H0y9m+u1gRVWXiFaeUpp+g/38XUBpGJbuFJjR
            zEdLx6MAdzmArR4LYIfwCziJKwc+8I6WA6PlAKIcgKWnCZyo6soSQbUYsDxIT8zMQ8qvDlQqBzTYUcsB9HQ8CkgrByK4IfwKXuLKAQ+J
            0XJgtBzAbA/M4EVVZ0CT9gAT3D5C7QFY+jTgRlWHnt5HXjnACgkLRhgfkqEZGSECsG4JjGYGyoNkBBXkgX1scMgziHMwiNdD5VmBIQ2S
            Z2JiYoSEO8Q8ZkYPAewlRccgC5EGewgeBaNgFIyCUTAKRsFIAej9Swv+0TAhBwAAYrYZN5AZAAA=
            """;

    /** An array whose data is in {@code other.bin}. */
    static final String EXTERNAL_DATA = """
            H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwpOCKLyYfIJUJoRSndA6RVMMHFGsJwEVFwQaj66upAgV1eQ6v9oAGbPA1YIzcEw
            CkYi8HB1DADREVA+LJWeYEJVl5NYmVpUjEiPHhTaiyv9ejBD+BmsxKXfF5yj6Xc0/WKm3w5WVHWJaOUppek32M/fBZSCYelOgRnNfLR0
            PApIKwcC2CH8Ak7iyoEPvKPlwGg5gFkOTOBEVVeWCKrFaFcOaLCjlgPo6XgUkFYORHBD+BW8xJUDDQKj5cBoOYBZDszgRVVnQOP2gAE3
            qvno6XgU4CoH2CBhxgjjQ0oERkaIAAtUHYxmBsqDZAQV5KFiCgziHAzi9VB5VmCMgOSZmJjABrAzaID5jNAyxwNHeQFLNxxQ+5kZYSWN
            AJrKCLqkZwm09JqB5oz8kozUIr2kzDwc6dGCfzRtkQMAivpAIsgRAAA=
            """;

    /** A virtual dataset. */
    static final String VIRTUAL = """
            H4sIAAAAAAACA+2Yu0oDQRSGz+zF7CYsJjYRm6ydlQREsBV3dQsxQS1SuoUQUFC8ESstY5cyj+CTiI9haSP4BjHjzOjOhMDGEBH8v+bk
            XJiBmZ9/s/uQRNtBcalIHM8jh8qUZSDpLeu56h/JyGTsyvhoqTr77C3KekWub84d7scxnx4YqH1eXBE9Av+RJN5s8tiSuVLps6XPnaa3
            xxeX33pMptx3nH4TW+RtN59+X33oF/od1W/X1edSw0+n1e/BXiPiCla6C21jfUPHYDIfaBZEfu7n84H3AD4AHxj1gZ6vz92k/Ck2Ox9Y
            Keg+YOoYTOYDrZLIO0E+H0hC+AB8YNQH+oE+V5/x/4F6SV/f1DEY5wNz4syYyoUjMCYKjpxT0R72eacS1mQtpKpH1TvZd4c3wvuWbTHh
            C0IRjp2Usze0IG+OZ7VrdkJ0/yfOY2erscsyQlZ6isgQ8Nlqe506ZGdKHCuTl+Vv9nV2RE9va1fZ/frz0CAAAAAAAAAAAPDbmN+VNvB+
            /iM+AJ0BKV2QIQAA
            """;

    /** 40 groups one in the other, each under two names: 2 to the power of 40 paths. */
    static final String MANY_PATHS = """
            H4sIAAAAAAACA+3aX0zTVxQH8LZALBriJcZRNY4648QZJ844ccaBf8BOM2hgwQYTVtjGGmZYg4Z0xLCGGNIRQxpiXOOMa5xxjdsSXrbw
            yGMfeeSRRx555M3JzqnjnivJiS43S/jel5+//k5Oyem3n3CIP8QuddRt37s9sH7C4UB1wAQ2nud8yn/Z95XnSb4G+ZrjaylUeT34z7MI
            v17P/WXdZ93t7evVz8WpvM9yDV3DAZyteGLt5+Pr1wTfV1JaDtl1Nwa++2r05r95jL3h+26W31gV3adqdPldqbV/bpytnd9KnnI1dt0A
            XweFq22v+b49nV2X1hNccTNaZfeVOcbZ3IHQKxyIb6P7dK3OgdU6OAAHXAfytT4cCL10oGmb3Vfm2Cjr4ABNKrGD7jN1OgfW6uEAHHAd
            KNT5daB5h91X5tgo6+AATSq5k+6z9ToHAm/BATjgOlCs9+tAy067r8yxUdbBAZpUahfvd7t1DoT3wgE44DpQ2u3XgbZddl+ZY6OsgwM0
            qXQD73d7dA6Yt+EAHHAdmNvj14FYg91X5tgo6+AATSqzj/e7/ToHIu/AATjgOjC/368D8X12X5ljo6yDAzSpbCPvdwd0DkTfhQNwwHVg
            4YBfBxKNdl+ZY6OsgwP8/18O8n53SOdA03twAA64DpQP+XUgedDuK3NslHVwgCaVP8z73RGdA83vwwE44DqweMSvA6nDdl+ZY6OsgwM0
            qcJR3u+O6Rxo+QAOwAHXgaVjfh1IH7X7yhwbZR0coEkVj/N+d0LnQNuHcAAOuA4sn/DrQOa43Vfm2Cjr4ABNqnSS97tTOgdiH8EBOOA6
            sHLKrwPZk3ZfmWOjrIMDNKm507zfndE5EP8YDsAB14HVM34dyJ22+8ocG2UdHKBJzZ/l/e6czoHEBTgAB1wH1s75dSB/1u4rc2yUdXCA
            JrXQyvvdeZ0DyQ44AAdcBwIX/DpQaLX7yhwbZR0coEmVL/J+165zIHUFDsAB14Fwh18HihftvjLHRlkHB2hSi5d5v/tE50C6Ew7AAdcB
            c8WvA6XLdl+ZY6OsgwM0qaWrvN99qnMg0w0H4IDrQKTTrwNzV+2+MsdGWQcHaFLLXfxCt86BbC8cgAOuA9Fuvw7Md9l9ZY6Nsg4O0KRW
            eni/69U5kOuDA3DAdaCp168DCz12X5ljo6yDAzSp1Ws8tz6dA/l+OAAHXAea+/w6UL5m95U5Nso6OECTWrvOn2e/zoHCIByAA64DLf1+
            HVi8bveVOTbKOjjAk0ryfjeoc6A4BAfggOtA26BfB5Y+t/vKHBtlHRygSYW/5P1uSOdAaRgOwAHXgdiQXweWv7D7yhwbZR0coEmZFO93
            wzoH5kbgABxwHYgP+3Vg5Wu7r8yxUdbBAZpU5AbvdyM6B+ZH4QAccB1IjPh1YPUbu6/MsVHWwQGaVDTNn8+ozoGFMTgAB1wHkqN+HVj7
            1u4rc2yUdXCAJtV0iz/fMZ0D5XE4AAdcB1Jjfh0I3LL7yhwbZR0coEk1Z3i/G9c5sDgBB+CA60B63K8D4YzdV+bYKOvgAE2q5TbvdxM6
            B5Ym4QAccB3ITPh1wNy2+8ocG2UdHKBJtWV5v5vUObA8BQfggOtAdtKvA5Gs6CtybJR1cIAmFbvD+92UzoGVaTgAB1wHclN+HYjesfvK
            HBtlHRygScVzvN9N6xxYnYEDcMB1ID/t14GmnN1X5tgo6+AATSpxl/e7GZ0Da7NwAA64DhRm/DrQfNfuK3NslHVwgCaVzPN+N6tzIPAj
            HIADrgPFWb8OtOTtvjLHRlkHB2hSqXu8393XORD+CQ7AAdeB0n2/DrTds/vKHBtlHRygSaULvN890DlgfoYDcMB1YO6BXwdiBbuvzLFR
            1sEBmlTmIe93j3QORH6BA3DAdWD+kV8H4g/tvjLHRlkHB2hS2SLvd491DkR/hQNwwHVg4bFfBxJFu6/MsVHWwQGaVO4J73dPdQ40/cZ/
            J8BXAg5s+L6Vn9p1YwOjNzd+/2Jv+L7SgeQT+/stc2yUdVvRgeArHMiXeL97pnMg+yccgAOuA4vP7Lpm8XvAf+NA8GXuUiW7v8wxzmYO
            1NDMgpV7EiEYDFrzrFyrXjxf/3d9tDFQTRtBoCEcaPien9e8+ETWn4dCoSC5QP2qgtk/qKJa/AS5/9lEsq1IBQ4ODg4OztY68vfK9O+Y
            yeucvwHhfMq0yLYAAA==
            """;

    /** 16 MiB of zeros in 16 KiB of gzip; and 1.2 GB declared in chunks, none of them stored. */
    static final String INFLATES = """
            H4sIAAAAAAACA+3cTWsTQRjA8dndrN0kxCSn+nJobvYYb72IFpuyJw3aQtuLXWjEQw+iVlIQDHip0EOO/QKCN7+Ah3rzG0h78uhBRDwX
            0523pjtNJaFaIf3/IAyz8zAbZh+e3bwwb+O5+VLhWkFIUSRyoiKO6xnbK9m+HV81rWfaLdO+9+1xT41dMcerZn43buFBoyGjew57nq+h
            biOBiyhuzDZlu2T6Nks/+9m49WSz9ex5Px/jM573tPyNA91/Eg6Xv9/y5C/5ezJ/t8JsXOLU07Pm78N79+dkBtu8qwXO/E4eY7Q60JzQ
            /af54erAzxJ1gDpwsg5089m4l4m8i/27OjA9ka0Dbh5jtDqwVNT9dmm4OhBXstcfF7sO2HzaKWXj6qa96TwX3PlLdaBezM7r5jFOqwOX
            9Jp5tq+voOe5V0i3QTouR6q1qfQztnoSE5ORmHxtosL0ishxP/DVBMV03FPz2fkjVXnWWo/XkxctYct0ZM4b+H63Ko5Omeu/09VzWQ+d
            V/5RXs2U/xxv696rZXLpOHnf8AbcNz7eHhy/e9U9ovMtx1ICADC22vvfP6lnxE7394cfUYEVAQAAAABg3HX23gTqB6Na78t8cxEAAAAA
            AIy7pHxZ/Quwc/Do+izLAQAAAADA2Ht3a6Ymvwuo/Opt3PX5owQAAAAAAOdgd7GstnYKnT2kpnWrt4AS9Q19vHJDDOyPuqdUf6+owG4r
            tJZ25ctsF9T+r6tyCPV8p4WMWgAA
            """;

    /** An array of 20,000 by 20,000 of which nothing is stored. */
    static final String GIANT = """
            H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwomCKLyYfIJUJoRSndA6RVMMHFGsJwEVFwQaj66upAgV1eQ6v9oAGbPA1YIzcEw
            CkYi8HB1DADREVA+LJWeYEJVl5NYmVpUjEiPHhTaiyv9ejBD+BmsxKXfF5yj6Xc0/WKm3w5WVHWJaOUppek32M/fBZSCYelOgRnNfLR0
            PApIKwcC2CH8Ak7iyoEPvKPlwGg5gFkOTOBEVVeWCKrFaFcOaLCjlgPo6XgUkFYORHBD+BW8xJUDHgKj5cBoOYBZDszgRVVnQOP2gAE3
            qvno6XgU4CoHWCFhxgjja0BoJoiAgh8DXpoZWIKAVAoqyAP73GAZBnEOBvF6qPmswBgCyTMxQQzkgJY4zIzwkkQgLh7ZRRUDGh7o6cqC
            fzSNkAMAw9H57JARAAA=
            """;

    /** HDF5 with nothing of Keras in it. */
    static final String OTHER = """
            H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwoqBFD5MPkEKM0IpTug9AommDgjWE4CKi4INR9dXUiQqytI9X80ALPHgAVCczCM
            gpEIPFwdA0B0BJQPS08nmFDVVUDpzNzE9NRiRLp0INNeRgZWiBmMMD7EZkZGiAAzVB2ClgArFVSwh6ZVBwYTbgaT/1AFrEBRkDwTExMj
            JD1DzGNmhCVtCTQXdAyqeAj283dhZGCClxIVrKj5fwGUD1MAy68KzKNpGDVdYS8X0cMPUi4y4CwXR8EooBx8sMdOj4JRMApGwSgYBaNg
            JPSr4O11AfT2KgQEUMleADHnaOl4EAAA
            """;

    /** Weights whose list names an array and a group that are not there. */
    static final String MISSING = """
            H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwoqJFD5MPkEKM0IpTug9AommDgzWA6qHWg6xHwFZlT1IUGuriDV/9EAzJ4MNgjN
            wTAKRiLwcHUMANER8HQEASeYUNUloqVHDwrtFYTahJ6ueRgyoPbwMIgAU3dOYmVqUXxeYm5qMVhckhHiRgG4WyApl5ERwoM5mwnZvRwI
            MWQ+I558BBOoQMlHDDjz0SgYzUfI+QhWngqwoaqD5Z8AKtkb7Ofvwgg0FWbfCmZUey5A+R9YR+OInsDd2d+HEalAZUSL/yRs5RRSOcuM
            Jp6NZv4K/tEwHgWjYBSMglEwCkbBKBgFo2AUjIJRMAoGGsDGN9HHX3igI0SMDLzg8c3y1Mz0jBLEACeh8U30cQTk8UyQVQCMVYnTeBgA
            AA==
            """;

    private TestFiles() {}

    /** The bytes of one of these files. */
    static byte[] bytes(String file) {
        byte[] packed = Base64.getMimeDecoder().decode(file);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
